/** Bars of one measure by one dimension: the finding as its title, numbers at the bars, a click opens what they count. */
import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([BarChart, GridComponent, AriaComponent, SVGRenderer]);

interface Bar {
  key: string;
  label: string;
  /** null: too few persons to show. */
  value: number | null;
}

interface ChartProps {
  title: string;
  bars: readonly Bar[];
  /** Months run from left to right, names from top to bottom. */
  along: 'time' | 'names';
  /** How a value is written at its bar; as it is when absent. */
  say?: (value: number) => string;
  open?: (key: string) => void;
}

const BAR = 34;
const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const short = (label: string) => (label.length > 14 ? `${label.slice(0, 13)}…` : label);

export function Chart({ title, bars, along, say = String, open }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const height = along === 'time' ? 260 : Math.max(120, bars.length * BAR + 24);
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, undefined, { renderer: 'svg' });
    const [ink, second, line] = [colour('--ink'), colour('--second'), colour('--line')];
    const names = {
      type: 'category' as const,
      data: bars.map(({ label }) => (along === 'time' ? label : short(label))),
      inverse: along === 'names',
      axisTick: { show: false },
      axisLine: { lineStyle: { color: line } },
      axisLabel: { color: ink, fontSize: 13 },
    };
    const counts = { type: 'value' as const, show: false };
    chart.setOption({
      animationDuration: 150,
      aria: { enabled: true, label: { description: title } },
      grid: { left: 8, right: 56, top: along === 'time' ? 28 : 4, bottom: 4, containLabel: true },
      xAxis: along === 'time' ? names : counts,
      yAxis: along === 'time' ? counts : names,
      series: [
        {
          type: 'bar',
          barMaxWidth: 22,
          cursor: open ? 'pointer' : 'default',
          itemStyle: { color: colour('--told'), borderRadius: 3 },
          label: {
            show: true,
            position: along === 'time' ? 'top' : 'right',
            color: second,
            fontSize: 13,
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const value = bars[dataIndex]?.value;
              return value === null ? '少于5' : say(value ?? 0);
            },
          },
          data: bars.map(({ value }) => value ?? 0),
        },
      ],
    });
    if (open) chart.on('click', ({ dataIndex }) => open(bars[dataIndex]?.key ?? ''));
    const resize = new ResizeObserver(() => chart.resize());
    resize.observe(box.current);
    return () => {
      resize.disconnect();
      chart.dispose();
    };
  }, [bars, along, title, say, open]);
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      <div ref={box} role="img" aria-label={`${title}。数字见下面的表格。`} style={{ height }} />
    </figure>
  );
}
