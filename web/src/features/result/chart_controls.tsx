import type { Column } from '../../api/types';
import type { Chart, ChartKind, Choice } from '../../state/chart_choice';
import { titleOf } from '../../state/values';
import { Segments } from '../../ui/segments';

const names: Record<ChartKind, string> = {
  number: 'Number',
  line: 'Line',
  area: 'Area',
  bar: 'Bars',
  point: 'Points',
};

/** Changes the picture: its kind, what is measured and along what. */
export function ChartControls({
  columns,
  choice,
  chart,
  onChange,
}: {
  columns: readonly Column[];
  choice: Choice;
  chart: Chart | null;
  onChange: (chart: Chart | null) => void;
}) {
  if (choice.kinds.length === 0) return null;
  const options = [
    ...choice.kinds.map((kind) => ({ value: kind, label: names[kind], icon: kind })),
    { value: 'table' as const, label: 'Table', icon: 'table' as const },
  ];
  const base = chart ?? choice.chart ?? firstChart(choice);
  const change = (kind: ChartKind | 'table') =>
    onChange(kind === 'table' ? null : { ...fitting(base, kind, choice), kind });
  return (
    <>
      <Segments
        label="How to show the result"
        value={chart?.kind ?? 'table'}
        options={options}
        onChange={change}
      />
      {chart && choice.axes.length > 1 && chart.kind !== 'point' && (
        <Select
          label="Along"
          value={chart.x}
          options={choice.axes}
          columns={columns}
          onChange={(x) =>
            onChange({ ...chart, x, series: chart.series === x ? -1 : chart.series })
          }
        />
      )}
      {chart && chart.kind !== 'number' && choice.measures.length > 1 && (
        <Select
          label="Measure"
          value={chart.y}
          options={choice.measures}
          columns={columns}
          onChange={(y) => onChange({ ...chart, y })}
        />
      )}
    </>
  );
}

function firstChart(choice: Choice): Chart {
  return { kind: 'bar', x: choice.axes[0] ?? 0, y: choice.measures[0] ?? 0, series: -1 };
}

/** Points may stand over a number; lines and bars need an axis of names or times. */
function fitting(chart: Chart, kind: ChartKind, choice: Choice): Chart {
  if (kind === 'point') {
    const x = choice.measures.find((at) => at !== chart.y) ?? choice.axes[0] ?? chart.x;
    return { ...chart, x, series: -1 };
  }
  const x = choice.axes.includes(chart.x) ? chart.x : (choice.axes[0] ?? chart.x);
  return { ...chart, x };
}

function Select({
  label,
  value,
  options,
  columns,
  onChange,
}: {
  label: string;
  value: number;
  options: readonly number[];
  columns: readonly Column[];
  onChange: (at: number) => void;
}) {
  return (
    <label className="select">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {options.map((at) => (
          <option key={at} value={at}>
            {titleOf(columns[at]?.name ?? '')}
          </option>
        ))}
      </select>
    </label>
  );
}
