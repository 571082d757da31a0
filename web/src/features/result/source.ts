/** Where a result's further rows and files come from. */
export type RowSource =
  | { readonly kind: 'step'; readonly messageId: string; readonly step: number }
  | { readonly kind: 'typed'; readonly database: string; readonly sql: string }
  | { readonly kind: 'none' };
