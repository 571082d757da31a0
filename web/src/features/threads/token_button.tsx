import { useTokens } from '../../api/queries';
import { formatCount, formatMs, formatPrice, formatShort } from '../../state/format';
import { stageName } from '../../state/stage_names';
import { Popover } from '../../ui/popover';

/** Tokens and cost of a conversation; a press shows them by stage and model. */
export function TokenButton({ threadId }: { threadId: string }) {
  const tokens = useTokens(threadId);
  const use = tokens.data;
  if (!use || use.by_stage.length === 0) return null;
  const hasPrice = use.is_price_known && use.total_tokens > 0;
  const price = hasPrice ? ` · ${formatPrice(use.price_usd)}` : '';
  return (
    <Popover
      label="Tokens and cost"
      trigger={
        <button type="button" className="button button-quiet tokens-button">
          <span>
            {formatShort(use.total_tokens)}
            <span className="compact"> tokens</span>
            {price}
          </span>
        </button>
      }
    >
      <table className="small-table">
        <caption>Tokens and cost of this conversation</caption>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">Model</th>
            <th scope="col">In</th>
            <th scope="col">Out</th>
            <th scope="col">Time</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {use.by_stage.map((stage, at) => (
            <tr key={at}>
              <th scope="row">{stageName(stage.stage)}</th>
              <td>{stage.model}</td>
              <td>{formatCount(stage.input_tokens)}</td>
              <td>{formatCount(stage.output_tokens)}</td>
              <td>{formatMs(stage.elapsed_ms)}</td>
              <td>{use.is_price_known ? formatPrice(stage.price_usd) : 'unknown'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {use.total_tokens === 0 && (
        <p className="hint">The built-in engine answers without tokens.</p>
      )}
    </Popover>
  );
}
