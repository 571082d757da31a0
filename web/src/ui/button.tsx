import type { ButtonHTMLAttributes, Ref } from 'react';

import { Icon, type IconName } from './icon';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger';
  readonly icon?: IconName;
  /** On narrow screens only the icon is seen; the words are still read out. */
  readonly isCompact?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  look = 'plain',
  icon,
  isCompact = false,
  children,
  className = '',
  ...rest
}: Props) {
  return (
    <button type="button" className={`button button-${look} ${className}`} {...rest}>
      {icon && <Icon name={icon} size={16} />}
      {isCompact ? <span className="compact">{children}</span> : children}
    </button>
  );
}

interface IconButtonProps extends Omit<Props, 'icon' | 'look'> {
  readonly icon: IconName;
  /** What it does: read out, and shown on hover. */
  readonly label: string;
}

export function IconButton({ icon, label, className = '', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`icon-button ${className}`}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
