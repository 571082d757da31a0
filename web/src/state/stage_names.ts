const names: Record<string, string> = {
  validation: 'Reading the question',
  decision: 'Deciding what to do',
  planning: 'Planning the steps',
  sql_generation: 'Writing SQL',
  guard: 'Checking the SQL',
  approval: 'Waiting for approval',
  execution: 'Running the query',
  error_analysis: 'Looking into the error',
  interpretation: 'Reading the result',
  summary: 'Writing the answer',
};

/** "sql_generation" -> "Writing SQL"; a stage unknown here keeps its own name. */
export function stageName(stage: string): string {
  return names[stage] ?? stage.replace(/_/g, ' ');
}
