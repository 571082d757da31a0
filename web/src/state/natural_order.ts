// Names that have an order of their own: months, days of the week, quarters.

const cycles = [
  'january february march april may june july august september october november december',
  'jan feb mar apr may jun jul aug sep oct nov dec',
  'monday tuesday wednesday thursday friday saturday sunday',
  'mon tue wed thu fri sat sun',
  'q1 q2 q3 q4',
].map((words) => words.split(' '));

/** The names in that order, or null when they have none. */
export function naturalOrder(names: readonly string[]): readonly string[] | null {
  const known = cycles.find((cycle) => names.every((name) => cycle.includes(name.toLowerCase())));
  if (!known || names.length === 0) return null;
  const place = (name: string) => known.indexOf(name.toLowerCase());
  return [...new Set(names)].sort((a, b) => place(a) - place(b));
}
