import type { EChartsOption } from 'echarts';
import { type StageKey, stageKeys } from '../../core/stages/stage.ts';
import type { Chart } from './chart.ts';
import { courseOptions } from './course-options.ts';
import { look, stageColours } from './look.ts';

/** A chart as ECharts is told to draw it, and how high it is, in pixels. */
export type Drawing = { readonly height: number; readonly option: EChartsOption };

const words = (size: number, color: string = look.ink) => ({ fontFamily: look.font, fontSize: size, color });

const titled = (text: string) => ({
  text,
  left: look.margin,
  top: 16,
  textStyle: { ...words(look.title), fontWeight: 'normal' as const },
});

const titleHeight = 64;

const trend = (chart: Extract<Chart, { kind: 'trend' }>): Drawing => {
  const { points } = chart;
  const labels = points.map(({ label }) => label);
  const wide = { left: 84, right: 72 };
  const [lineTop, lineHeight, barHeight] = [titleHeight + 40, 190, 70];
  const barTop = lineTop + lineHeight + 56;
  const axis = (gridIndex: number, name: string) => ({
    gridIndex,
    type: 'value' as const,
    name,
    nameTextStyle: { ...words(look.text, look.quiet), align: 'left' as const, padding: [0, 0, 0, -56] },
    minInterval: 1,
    splitNumber: gridIndex === 0 ? 3 : 1,
    scale: gridIndex === 0,
    axisLabel: words(look.text, look.quiet),
    splitLine: { lineStyle: { color: look.line } },
  });
  const days = (gridIndex: number, show: boolean) => ({
    gridIndex,
    type: 'category' as const,
    data: labels,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: look.line } },
    axisLabel: {
      ...words(look.text, look.quiet),
      show,
      hideOverlap: true,
      interval: Math.ceil(labels.length / 6) - 1,
    },
  });
  const last = points.length - 1;
  return {
    height: barTop + barHeight + 56,
    option: {
      title: titled(chart.title),
      grid: [
        { ...wide, top: lineTop, height: lineHeight },
        { ...wide, top: barTop, height: barHeight },
      ],
      xAxis: [days(0, false), days(1, true)],
      yAxis: [axis(0, chart.atRisk), axis(1, chart.lost)],
      series: [
        {
          type: 'line',
          data: points.map(({ atRisk }, index) => ({
            value: atRisk,
            symbol: index === last ? 'circle' : 'none',
            symbolSize: 12,
            label: {
              show: index === last,
              position: 'right' as const,
              formatter: String(atRisk),
              ...words(look.text + 2, look.risk),
            },
          })),
          lineStyle: { width: 4, color: look.risk },
          itemStyle: { color: look.risk },
          areaStyle: { color: look.risk, opacity: 0.1 },
        },
        {
          type: 'bar',
          xAxisIndex: 1,
          yAxisIndex: 1,
          data: points.map(({ lost }) => lost),
          itemStyle: { color: look.lost },
          barMaxWidth: 26,
        },
      ],
    },
  };
};

const flow = (chart: Extract<Chart, { kind: 'flow' }>): Drawing => {
  const { streams, names } = chart;
  const total = (side: 'from' | 'to', stage: StageKey): number =>
    streams.reduce((sum, each) => sum + (each[side] === stage ? each.count : 0), 0);
  const nodes = (['from', 'to'] as const).flatMap((side) =>
    stageKeys
      .filter((stage) => total(side, stage) > 0)
      .map((stage) => ({
        name: `${side}/${stage}`,
        depth: side === 'from' ? 0 : 1,
        itemStyle: { color: stageColours[stage], borderWidth: 0 },
        label: {
          position: side === 'from' ? ('left' as const) : ('right' as const),
          formatter: `${names[stage]} ${total(side, stage)}`,
          ...words(look.text),
        },
      })),
  );
  const rows = Math.max(
    ...(['from', 'to'] as const).map((side) => new Set(streams.map((each) => each[side])).size),
  );
  const height = Math.max(160, rows * 62);
  const side = (text: string, place: object) => ({
    type: 'text' as const,
    top: titleHeight + 4,
    ...place,
    style: { text, fontSize: look.text, fontFamily: look.font, fill: look.quiet },
  });
  return {
    height: titleHeight + height + 72,
    option: {
      title: titled(chart.title),
      graphic: [side(chart.before, { left: look.margin }), side(chart.after, { right: look.margin })],
      series: [
        {
          type: 'sankey',
          left: 210,
          right: 210,
          top: titleHeight + 48,
          height,
          nodeWidth: 18,
          nodeGap: 18,
          draggable: false,
          layoutIterations: 0,
          data: nodes,
          links: streams.map(({ from, to, count }) => ({
            source: `from/${from}`,
            target: `to/${to}`,
            value: count,
          })),
          lineStyle: { color: 'target', opacity: 0.35, curveness: 0.5 },
        },
      ],
    },
  };
};

const cohorts = (chart: Extract<Chart, { kind: 'cohorts' }>): Drawing => {
  const { rows, columns } = chart;
  const cell = 44;
  const height = rows.length * cell;
  const cells = rows.flatMap(({ active }, row) =>
    active.map((share, column) => [column, row, Math.round(share * 100)]),
  );
  const plain = { axisTick: { show: false }, axisLine: { show: false }, splitLine: { show: false } };
  return {
    height: titleHeight + 44 + height + 24,
    option: {
      title: titled(chart.title),
      grid: { left: 178, right: look.margin, top: titleHeight + 44, height },
      xAxis: {
        ...plain,
        type: 'category',
        position: 'top',
        data: [...columns],
        axisLabel: { ...words(look.text, look.quiet), interval: 0 },
      },
      yAxis: {
        ...plain,
        type: 'category',
        inverse: true,
        data: rows.map(({ label, size }) => `${label}  ${size}`),
        axisLabel: words(look.text, look.quiet),
      },
      visualMap: {
        show: false,
        min: 0,
        max: 100,
        inRange: { color: ['#f4f7f9', '#cfe5e1', '#6fb3a8', look.good] },
      },
      series: [
        {
          type: 'heatmap',
          // A share of a hundred needs dark paper under white words.
          data: cells.map(([column = 0, row = 0, share = 0]) => ({
            value: [column, row, share],
            label: { color: share > 55 ? look.paper : look.ink },
          })),
          label: {
            show: true,
            formatter: ({ value }) => String((value as readonly number[])[2]),
            fontFamily: look.font,
            fontSize: look.text - 2,
          },
          itemStyle: { borderColor: look.paper, borderWidth: 3 },
        },
      ],
    },
  };
};

const bars = ({ title, bars: list }: Extract<Chart, { kind: 'bars' }>): Drawing => {
  const height = 220;
  return {
    height: titleHeight + 24 + height + 56,
    option: {
      title: titled(title),
      grid: { left: 84, right: look.margin, top: titleHeight + 24, height },
      xAxis: {
        type: 'category',
        data: list.map(({ label }) => label),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: look.line } },
        axisLabel: { ...words(look.text, look.quiet), interval: Math.ceil(list.length / 6) - 1 },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        splitNumber: 3,
        axisLabel: words(look.text, look.quiet),
        splitLine: { lineStyle: { color: look.line } },
      },
      series: [
        {
          type: 'bar',
          data: list.map(({ count }) => count),
          itemStyle: { color: look.good },
          barMaxWidth: 40,
          label: {
            show: list.length <= 14,
            position: 'top',
            formatter: ({ dataIndex }) => String(list[dataIndex]?.count || ''),
            ...words(look.text),
          },
        },
      ],
    },
  };
};

/** Returns how a chart is drawn. */
export const drawingOf = (chart: Chart): Drawing => {
  switch (chart.kind) {
    case 'trend':
      return trend(chart);
    case 'flow':
      return flow(chart);
    case 'bars':
      return bars(chart);
    case 'cohorts':
      return cohorts(chart);
    case 'course':
      return courseOptions(chart);
  }
};
