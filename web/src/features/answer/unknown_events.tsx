/** What the server said and this page does not know: shown as it came, never dropped. */
export function UnknownEvents({
  events,
}: {
  events: readonly { readonly name: string; readonly data: unknown }[];
}) {
  if (events.length === 0) return null;
  return (
    <details className="unknown">
      <summary>
        {events.length === 1 ? 'An event' : `${events.length} events`} this page does not know
      </summary>
      {events.map((event, at) => (
        <pre key={at}>
          {event.name}: {JSON.stringify(event.data, null, 2)}
        </pre>
      ))}
    </details>
  );
}
