import * as Radix from '@radix-ui/react-toggle-group';

import { Icon, type IconName } from './icon';

/** One of several, side by side; arrow keys move between them. */
export function Segments<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly { readonly value: T; readonly label: string; readonly icon?: IconName }[];
  onChange: (value: T) => void;
}) {
  return (
    <Radix.Root
      type="single"
      className="segments"
      aria-label={label}
      value={value}
      onValueChange={(next) => next && onChange(next as T)}
    >
      {options.map((each) => (
        <Radix.Item key={each.value} value={each.value} className="segment" title={each.label}>
          {each.icon && <Icon name={each.icon} size={16} />}
          <span className={each.icon ? 'segment-text' : ''}>{each.label}</span>
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
