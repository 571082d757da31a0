// The smaller shapes: sources, schema, settings, tokens, results of typed SQL.

import * as v from 'valibot';

import { cell, column, keyMatch, sourcePart } from './types';

const text = v.nullish(v.string(), '');
const count = v.nullish(v.number(), 0);
const flag = v.nullish(v.boolean(), false);

export const dataSource = v.object({
  id: text,
  name: v.string(),
  short_description: text,
  description: text,
  type: text,
  is_available: v.nullish(v.boolean(), true),
  error: text,
});

export const tokenUse = v.object({
  input_tokens: count,
  output_tokens: count,
  total_tokens: count,
  calls: count,
  price_usd: count,
  is_price_known: flag,
  by_stage: v.nullish(
    v.array(
      v.object({
        stage: text,
        model: text,
        input_tokens: count,
        output_tokens: count,
        calls: count,
        price_usd: count,
        elapsed_ms: count,
      }),
    ),
    () => [],
  ),
});

const sample = v.union([v.string(), v.number(), v.boolean(), v.null()]);
export const schemaColumn = v.object({
  name: v.string(),
  type: text,
  kind: text,
  is_nullable: v.nullish(v.boolean(), true),
  is_primary_key: flag,
  description: text,
  sample_values: v.nullish(v.array(sample), () => []),
  references: v.nullish(v.object({ schema: text, table: v.string(), column: text }), null),
});
export const schemaTable = v.object({
  name: v.string(),
  kind: text,
  description: text,
  row_estimate: v.nullish(v.number(), null),
  columns: v.nullish(v.array(schemaColumn), () => []),
});
export const databaseSchema = v.object({
  database: v.string(),
  description: text,
  read_at: text,
  schemas: v.array(v.object({ name: text, tables: v.array(schemaTable) })),
});
export const databaseSummary = v.object({
  database: v.string(),
  description: text,
  type: text,
  tables: count,
  error: text,
});

export const settings = v.object({
  engine: text,
  models: v.nullish(v.object({ weak: text, planning: text, developer: text }), null),
  approval: v.fallback(v.picklist(['on', 'off', 'smart']), 'smart'),
  max_rows: count,
  needs_token: flag,
  version: text,
  exports: v.nullish(v.array(v.string()), () => ['csv', 'json']),
});

export const starter = v.object({ question: v.string(), database: text });

export const rowsPage = v.object({
  columns: v.array(column),
  rows: v.array(v.array(cell)),
  offset: count,
  rows_kept: count,
  row_count: count,
  is_truncated: flag,
});

export const sqlResult = v.object({
  columns: v.array(column),
  rows: v.array(v.array(cell)),
  row_count: count,
  is_truncated: flag,
  elapsed_ms: count,
  sql: text,
  parts: v.nullish(v.array(sourcePart), () => []),
  matches: v.nullish(v.array(keyMatch), () => []),
});

export type DataSource = Readonly<v.InferOutput<typeof dataSource>>;
export type TokenUse = Readonly<v.InferOutput<typeof tokenUse>>;
export type SchemaColumn = Readonly<v.InferOutput<typeof schemaColumn>>;
export type SchemaTable = Readonly<v.InferOutput<typeof schemaTable>>;
export type DatabaseSchema = Readonly<v.InferOutput<typeof databaseSchema>>;
export type DatabaseSummary = Readonly<v.InferOutput<typeof databaseSummary>>;
export type Settings = Readonly<v.InferOutput<typeof settings>>;
export type Starter = Readonly<v.InferOutput<typeof starter>>;
export type RowsPage = Readonly<v.InferOutput<typeof rowsPage>>;
export type SqlResult = Readonly<v.InferOutput<typeof sqlResult>>;
