import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { BarChart, HeatmapChart, LineChart, SankeyChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, TitleComponent, VisualMapComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from './chart.ts';
import { look } from './look.ts';
import { drawingOf } from './options.ts';

use([
  BarChart,
  HeatmapChart,
  LineChart,
  SankeyChart,
  GraphicComponent,
  GridComponent,
  TitleComponent,
  VisualMapComponent,
  SVGRenderer,
]);

const fontFile = fileURLToPath(new URL('font/noto-sans-sc.ttf', import.meta.url));

/** A drawn picture: PNG bytes and its size in pixels. */
export type Drawn = { readonly bytes: Uint8Array; readonly width: number; readonly height: number };

const toSvg = (chart: Chart): { readonly svg: string; readonly height: number } => {
  const { option, height } = drawingOf(chart);
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: look.width, height });
  try {
    canvas.setOption({ animation: false, backgroundColor: look.paper, ...option });
    return { svg: canvas.renderToSVGString(), height };
  } finally {
    canvas.dispose();
  }
};

/** Returns charts one below the other as a PNG, 750 pixels wide. Takes a good part of a second: not for the main thread. */
export const drawCharts = (charts: readonly Chart[]): Drawn => {
  const drawn = charts.map(toSvg);
  const height = drawn.reduce((sum, each) => sum + each.height, 0);
  let top = 0;
  const placed = drawn.map((each) => {
    const place = `<g transform="translate(0 ${top})">${each.svg}</g>`;
    top += each.height;
    return place;
  });
  const size = `width="${look.width}" height="${height}" viewBox="0 0 ${look.width} ${height}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size}>${placed.join('')}</svg>`;
  const image = new Resvg(svg, {
    background: look.paper,
    font: { loadSystemFonts: false, fontFiles: [fontFile], defaultFontFamily: look.font },
  }).render();
  return { bytes: image.asPng(), width: image.width, height: image.height };
};
