// The page's colours and letters, as Vega-Lite takes them.

export interface Palette {
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly font: string;
  readonly marks: readonly string[];
}

export function configOf(palette: Palette): object {
  const text = { labelFont: palette.font, titleFont: palette.font, labelFontSize: 12 };
  const first = palette.marks[0] ?? palette.ink;
  return {
    font: palette.font,
    view: { stroke: null },
    bar: { color: first },
    line: { color: first },
    area: { color: first },
    point: { color: first },
    range: { category: palette.marks },
    axis: {
      ...text,
      titleFontSize: 12,
      titleFontWeight: 500,
      titleColor: palette.faint,
      titlePadding: 10,
      labelColor: palette.faint,
      labelPadding: 6,
      domainColor: palette.line,
      tickColor: palette.line,
      gridColor: palette.line,
      ticks: false,
    },
    axisY: { domain: false },
    legend: {
      ...text,
      // Above the marks: a narrow page has no room beside them.
      orient: 'top',
      columns: 4,
      labelLimit: 130,
      labelColor: palette.ink,
      titleColor: palette.faint,
      titleFontWeight: 500,
    },
  };
}
