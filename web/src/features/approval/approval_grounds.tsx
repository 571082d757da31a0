import type { ApprovalRequest } from '../../api/types';

/** What is known, what was assumed and what nobody knows: side by side. */
export function ApprovalGrounds({ request }: { request: ApprovalRequest }) {
  const groups = [
    ['Known', request.facts],
    ['Assumed', request.assumptions],
    ['Unknown', request.unknowns],
  ] as const;
  const filled = groups.filter(([, items]) => items.length > 0);
  if (filled.length === 0) return null;
  return (
    <div className="approval-grounds">
      {filled.map(([name, items]) => (
        <section key={name} className={`ground-${name.toLowerCase()}`}>
          <h4>{name}</h4>
          <ul>
            {items.map((item, at) => (
              <li key={at}>{item}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
