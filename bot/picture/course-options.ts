import type { Chart } from './chart.ts';
import { look } from './look.ts';

type Course = Extract<Chart, { kind: 'course' }>;

const titleHeight = 64;
const grids = { top: titleHeight + 44, height: 170, between: 72 } as const;

const words = (color: string = look.quiet) => ({ fontFamily: look.font, fontSize: look.text, color });

/** Returns how ECharts draws the course of one customer, and how high that is, in pixels. */
export const courseOptions = ({ title, health, sentiment, points }: Course) => {
  const wide = { left: 84, right: 84 };
  const tops = [grids.top, grids.top + grids.height + grids.between] as const;
  const last = points.length - 1;
  const days = (gridIndex: number, show: boolean) => ({
    gridIndex,
    type: 'category' as const,
    data: points.map(({ label }) => label),
    boundaryGap: false,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: look.line }, onZero: false },
    axisLabel: { ...words(), show, hideOverlap: true, interval: Math.ceil(points.length / 6) - 1 },
  });
  const axis = (gridIndex: number, name: string, min: number, max: number) => ({
    gridIndex,
    type: 'value' as const,
    name,
    nameTextStyle: { ...words(), align: 'left' as const, padding: [0, 0, 0, -56] },
    min,
    max,
    interval: (max - min) / 2,
    axisLabel: words(),
    splitLine: { lineStyle: { color: look.line } },
  });
  const line = (gridIndex: number, values: readonly (number | null)[], color: string, digits: number) => ({
    type: 'line' as const,
    xAxisIndex: gridIndex,
    yAxisIndex: gridIndex,
    data: values.map((value, index) => ({
      value,
      symbol: index === last ? 'circle' : 'none',
      symbolSize: 12,
      label: {
        show: index === last && value !== null,
        position: 'right' as const,
        formatter: value === null ? '' : value.toFixed(digits).replace('-', '−'),
        ...words(color),
      },
    })),
    lineStyle: { width: 4, color },
    itemStyle: { color },
  });
  return {
    height: tops[1] + grids.height + 56,
    option: {
      title: {
        text: title,
        left: look.margin,
        top: 16,
        textStyle: {
          fontFamily: look.font,
          fontSize: look.title,
          color: look.ink,
          fontWeight: 'normal' as const,
        },
      },
      grid: tops.map((top) => ({ ...wide, top, height: grids.height })),
      xAxis: [days(0, false), days(1, true)],
      yAxis: [axis(0, health, 0, 100), axis(1, sentiment, -1, 1)],
      series: [
        line(
          0,
          points.map((each) => each.health),
          look.good,
          0,
        ),
        line(
          1,
          points.map((each) => each.sentiment),
          look.risk,
          2,
        ),
      ],
    },
  };
};
