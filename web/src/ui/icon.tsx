// The page's icons: strokes on a 20 by 20 grid, drawn in the colour of the text around them.

const paths = {
  plus: 'M10 4v12M4 10h12',
  search: 'M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM13.2 13.2 17 17',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  close: 'M5 5l10 10M15 5 5 15',
  check: 'M4 10.5 8 14.5 16 6',
  copy: 'M7 7V4.5A1.5 1.5 0 0 1 8.5 3h7A1.5 1.5 0 0 1 17 4.5v7a1.5 1.5 0 0 1-1.5 1.5H13M4.5 7h7A1.5 1.5 0 0 1 13 8.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 15.5v-7A1.5 1.5 0 0 1 4.5 7Z',
  edit: 'M12.5 4.5l3 3L7 16H4v-3l8.5-8.5ZM11 6l3 3',
  play: 'M6 4.5v11l9-5.5-9-5.5Z',
  stop: 'M5.5 5.5h9v9h-9z',
  retry: 'M4 10a6 6 0 1 1 1.8 4.3M4 15.5V11.5h4',
  send: 'M10 16V4M5 9l5-5 5 5',
  up: 'M7 9l3-6c1.4 0 2 .9 2 2v3h3.6c.9 0 1.5.8 1.3 1.7l-1.2 5.6c-.2.8-.8 1.2-1.5 1.2H7V9ZM7 9H4v7.5h3',
  down: 'M13 11l-3 6c-1.4 0-2-.9-2-2v-3H4.4c-.9 0-1.5-.8-1.3-1.7l1.2-5.6C4.5 3.9 5.1 3.5 5.8 3.5H13V11ZM13 11h3V3.5h-3',
  share: 'M8 12l4-4M8.5 6l1-1a3.5 3.5 0 0 1 5 5l-1 1M11.5 14l-1 1a3.5 3.5 0 0 1-5-5l1-1',
  database:
    'M4 5.5C4 4.1 6.7 3 10 3s6 1.1 6 2.5S13.3 8 10 8 4 6.9 4 5.5Zm0 0v9C4 15.9 6.7 17 10 17s6-1.1 6-2.5v-9M4 10c0 1.4 2.7 2.5 6 2.5s6-1.1 6-2.5',
  table: 'M3.5 4.5h13v11h-13zM3.5 8.5h13M8.5 8.5v7',
  key: 'M12.5 4a3.5 3.5 0 1 1-3.3 4.7L4 14v2.5h2.5v-2H8.5v-2h1.2l1-1.2M13.5 7.2h.01',
  line: 'M3.5 14.5 8 9.5l3 2.5 5.5-6.5',
  area: 'M3.5 15.5V13L8 8.5l3 2.5 5.5-5.5v10z',
  bar: 'M4 16V9.5h3V16zM8.5 16V4h3v12zM13 16v-4.5h3V16z',
  point: 'M5 14h.01M8 9.5h.01M11.5 11.5h.01M15 6h.01M12 7h.01',
  number: 'M7.5 4 6 16M14 4l-1.5 12M4 8h12.5M3.5 12.5H16',
  download: 'M10 3.5v9M6.5 9.5l3.5 3.5 3.5-3.5M4 16.5h12',
  menu: 'M3.5 6h13M3.5 10h13M3.5 14h13',
  chevron: 'M7.5 5l5 5-5 5',
  settings: 'M3.5 6h7M14.5 6h2M12.5 4v4M3.5 14h2M9.5 14h7M7.5 12v4',
  warning: 'M10 3.5 17.5 16.5h-15L10 3.5ZM10 8.5v4M10 14.5h.01',
  info: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM10 9.5V14M10 6.5h.01',
  question:
    'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM8 8c0-1.1.9-2 2-2s2 .8 2 1.9c0 1.5-2 1.6-2 3.1M10 13.8h.01',
  shield: 'M10 3l6 2.2v4.6c0 3.6-2.5 6.1-6 7.2-3.5-1.1-6-3.6-6-7.2V5.2L10 3ZM7.5 10l1.8 1.8L12.8 8',
  bug: 'M7 8.5a3 3 0 0 1 6 0v4a3 3 0 0 1-6 0zM7 10H3.5M16.5 10H13M7 13l-2.5 2M13 13l2.5 2M7.5 7 5.5 5M12.5 7l2-2',
  clock: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM10 6.5V10l2.5 2',
  arrow: 'M4 10h12M11.5 5.5 16 10l-4.5 4.5',
  insert: 'M4 5v10M8 10h9M11 6.5 7.5 10l3.5 3.5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} strokeWidth={/^(more|point)$/.test(name) ? 2.6 : 1.6} />
    </svg>
  );
}
