// Draws a chart. Vega's expressions are interpreted, never evaluated: the page's policy has no eval.

import { useEffect, useRef, useState } from 'react';
import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';

import type { Column, Row } from '../../api/types';
import type { Chart } from '../../state/chart_choice';
import { formatCount } from '../../state/format';
import { useIsDark } from '../../state/preferences';
import { titleOf } from '../../state/values';
import { chartSpec, drawnRows } from './chart_spec';
import type { Palette } from './chart_theme';

interface Props {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly chart: Chart;
}

export default function ChartView({ columns, rows, chart }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [trouble, setTrouble] = useState('');
  const isDark = useIsDark();
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let view: View | null = null;
    try {
      const spec = chartSpec(columns, rows, chart, readPalette(element));
      const compiled = compile(spec, { logger: quiet }).spec;
      view = new View(parse(compiled, undefined, { ast: true }), {
        expr: expressionInterpreter,
        renderer: 'canvas',
        container: element,
        hover: true,
        logger: quiet,
        tooltip: showTooltip(element),
      });
      setTrouble('');
      view.runAsync().catch((error: unknown) => setTrouble(String(error)));
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
    const resize = new ResizeObserver(() => dispatchEvent(new Event('resize')));
    resize.observe(element);
    return () => {
      resize.disconnect();
      view?.finalize();
    };
  }, [columns, rows, chart, isDark]);
  const name = `${chart.kind} chart: ${titleOf(columns[chart.y]?.name ?? '')} by ${titleOf(columns[chart.x]?.name ?? '')}, ${rows.length} values. The table shows the same figures.`;
  const drawn = drawnRows(rows, chart).length;
  return (
    <div className="chart-frame">
      {trouble && <p className="hint">This chart could not be drawn: {trouble}</p>}
      <div className="chart" ref={host} role="img" aria-label={name} />
      {drawn < rows.length && (
        <p className="hint">
          The {drawn} largest of {formatCount(rows.length)} are drawn; the table has them all.
        </p>
      )}
      <div className="chart-tip" aria-hidden="true" hidden />
    </div>
  );
}

const quiet = {
  level: () => 0,
  error: () => quiet,
  warn: () => quiet,
  info: () => quiet,
  debug: () => quiet,
} as never;

function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: read('--ink'),
    faint: read('--ink-2'),
    line: read('--line'),
    font: style.fontFamily,
    marks: [1, 2, 3, 4, 5, 6, 7, 8].map((at) => read(`--mark-${at}`)),
  };
}

/** Draws the values under the pointer as text, without a style element or HTML of the data. */
function showTooltip(element: HTMLElement) {
  return (_handler: unknown, event: MouseEvent, _item: unknown, value: unknown) => {
    const tip = element.parentElement?.querySelector<HTMLElement>('.chart-tip');
    if (!tip) return;
    tip.hidden = value === null || value === undefined || value === '';
    if (tip.hidden) return;
    const pairs = Object.entries(value as Record<string, unknown>);
    tip.textContent = pairs.map(([name, each]) => `${name}: ${String(each)}`).join('\n');
    const box = element.getBoundingClientRect();
    const left = Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth - 4);
    tip.style.translate = `${Math.max(0, left)}px ${event.clientY - box.top + 14}px`;
  };
}
