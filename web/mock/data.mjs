// Invented answers of an invented bank, for working on the page without a server.

const months = Array.from({ length: 18 }, (_, at) => {
  const month = new Date(Date.UTC(2025, 5 + at, 1));
  return month.toISOString().slice(0, 10);
});
const departments = [
  ['Risk and Compliance', '78214.50'],
  ['Technology', '74980.12'],
  ['Corporate Lending', '71342.77'],
  ['Private Banking', '69911.40'],
  ['Treasury', '68420.00'],
  ['Operations', '52877.31'],
  ['Customer Service', '44120.95'],
];

export const answers = {
  count: {
    match: /how many customers/i,
    database: 'customer_db',
    tables: ['main.customers'],
    text: 'There are **1,200** customers.',
    sql: 'SELECT count(*) AS customers\nFROM customers',
    columns: [{ name: 'customers', kind: 'integer', type: 'INTEGER' }],
    rows: [[1200]],
    suggestions: ['How many joined this year?', 'How many customers per segment?'],
  },
  salary: {
    match: /salary/i,
    database: 'employees_db',
    tables: ['main.employees', 'main.departments'],
    text:
      'The average salary is highest in **Risk and Compliance** at 78,214.50 and lowest in ' +
      '**Customer Service** at 44,120.95, a gap of 34,093.55. About 12 % of staff earn more.',
    ungrounded: ['12 %'],
    sql:
      'SELECT d.name AS department, round(avg(e.salary), 2) AS average_salary\n' +
      'FROM employees AS e\nJOIN departments AS d ON d.department_id = e.department_id\n' +
      "WHERE e.status = 'active'\nGROUP BY d.name\nORDER BY average_salary DESC",
    columns: [
      { name: 'department', kind: 'text', type: 'TEXT' },
      { name: 'average_salary', kind: 'decimal', type: 'NUMERIC' },
    ],
    rows: departments,
    assumptions: ['“Salary” is the base salary, without bonus.', 'Only active employees count.'],
    suggestions: ['And the median?', 'Which department grew most since last year?'],
  },
  months: {
    match: /per month|opened/i,
    database: 'accounts_db',
    tables: ['main.accounts', 'main.branches'],
    text: 'Openings rose from **31** in June 2025 to **82** in November 2026, with a dip each December.',
    sql:
      "SELECT date(opened_at, 'start of month') AS month, count(*) AS accounts\nFROM accounts\n" +
      "WHERE opened_at >= date('now', '-18 months')\nGROUP BY month\nORDER BY month",
    columns: [
      { name: 'month', kind: 'date', type: 'DATE' },
      { name: 'accounts', kind: 'integer', type: 'INTEGER' },
    ],
    rows: months.map((month, at) => [
      month,
      Math.round(31 + at * 3 + 7 * Math.sin(at * 1.3) - (month.slice(5, 7) === '12' ? 14 : 0)),
    ]),
    steps: 3,
    suggestions: ['Split it by branch', 'Only savings accounts'],
  },
  overdue: {
    match: /overdue/i,
    database: 'loans_db',
    tables: ['main.loan_payments'],
    text: '500 loan payments are overdue; the oldest was due on 2026-01-04.',
    sql: "SELECT *\nFROM loan_payments\nWHERE status = 'overdue'\nORDER BY due_date",
    columns: [
      { name: 'payment_id', kind: 'integer', type: 'INTEGER' },
      { name: 'loan_id', kind: 'integer', type: 'INTEGER' },
      { name: 'customer', kind: 'text', type: 'TEXT' },
      { name: 'due_date', kind: 'date', type: 'DATE' },
      { name: 'amount_due', kind: 'decimal', type: 'NUMERIC' },
      { name: 'paid_at', kind: 'timestamp', type: 'TIMESTAMP' },
    ],
    rows: Array.from({ length: 500 }, (_, at) => [
      10_000 + at,
      300 + (at % 97),
      ['Ada Weiss', 'Jonas Klein', 'Mira Okafor', 'Luis Ortega', 'Chen Wei'][at % 5],
      new Date(Date.UTC(2026, 0, 4 + Math.floor(at / 2))).toISOString().slice(0, 10),
      (120 + ((at * 7919) % 90_000) / 100).toFixed(2),
      null,
    ]),
    suggestions: ['How much is that in total?'],
  },
  segments: {
    match: /segment/i,
    database: 'customer_db + loans_db',
    databases: ['customer_db', 'loans_db'],
    tables: ['customer_db.customers', 'loans_db.loans'],
    text: 'Lending is largest in **retail** with 65,307,000 and smallest in **business** with 10,406,500.',
    sql:
      'SELECT c.segment, sum(l.loan_amount) AS total_loan_amount FROM loans_db.loans l ' +
      'JOIN customer_db.customers c ON c.customer_id = l.customer_id GROUP BY c.segment ' +
      'ORDER BY total_loan_amount DESC',
    columns: [
      { name: 'segment', kind: 'text', type: 'VARCHAR' },
      { name: 'total_loan_amount', kind: 'decimal', type: 'DOUBLE' },
    ],
    rows: [
      ['retail', 65307000],
      ['premium', 49903500],
      ['private banking', 30031000],
      ['corporate', 11066500],
      ['business', 10406500],
    ],
    parts: [
      {
        database: 'loans_db',
        table: 'loans',
        sql: 'SELECT "customer_id", "loan_amount" FROM "loans"',
        rows: 1707,
        elapsed_ms: 20,
        keys_passed: 0,
        keys_from: '',
      },
      {
        database: 'customer_db',
        table: 'customers',
        sql: `SELECT "customer_id", "segment" FROM "customers" WHERE "customer_id" IN (${Array.from(
          { length: 1427 },
          (_, at) => `'CUST${String(at * 3).padStart(6, '0')}'`,
        ).join(', ')})`,
        rows: 1415,
        elapsed_ms: 128,
        keys_passed: 1427,
        keys_from: 'loans_db.loans.customer_id',
      },
    ],
    matches: [
      {
        left: 'customer_db.customers.customer_id',
        right: 'loans_db.loans.customer_id',
        left_keys: 1415,
        right_keys: 1427,
        right_unmatched: 12,
        is_inferred: true,
      },
    ],
    assumptions: ['Joined through their keys: customers and loans.'],
  },
  complaints: {
    match: /complaint/i,
    database: 'compliance_db',
    tables: ['main.complaints'],
    text: 'The 8 complaints of this week, the newest first. Most are about **cards**.',
    sql: 'SELECT *\nFROM complaints\nORDER BY opened_at DESC\nLIMIT 8',
    columns: [
      { name: 'complaint_id', kind: 'integer', type: 'INTEGER' },
      { name: 'description', kind: 'text', type: 'TEXT' },
      { name: 'opened_at', kind: 'timestamp', type: 'TIMESTAMP' },
      { name: 'is_urgent', kind: 'boolean', type: 'BOOLEAN' },
      { name: 'balance_change', kind: 'decimal', type: 'NUMERIC(12,2)' },
      { name: 'closed_by', kind: 'text', type: 'TEXT' },
    ],
    rows: Array.from({ length: 8 }, (_, at) => [
      900 + at,
      at % 3 === 0
        ? 'The customer was charged twice for the same card payment at a petrol station and the ' +
          'branch told her to write a letter; nobody answered for three weeks.'
        : 'Card blocked abroad.',
      `2026-11-${20 - at}T1${at}:05:07.120000`,
      at % 2 === 0,
      at % 4 === 1 ? `-${1200 + at}.50` : `${80 + at}.00`,
      null,
    ]),
    notes: ['Only complaints of open branches are kept in this table.'],
    not_understood: ['“this week” was read as the last seven days'],
    suggestions: ['How many are urgent?'],
  },
};

const column = (name, type, kind, more = {}) => ({
  name,
  type,
  kind,
  is_nullable: true,
  is_primary_key: false,
  description: '',
  sample_values: [],
  ...more,
});

export const sources = [
  ['customer_db', 'Customers, their contacts and segments'],
  ['accounts_db', 'Accounts, branches and transactions'],
  ['loans_db', 'Loans, schedules and payments'],
  ['insurance_db', 'Policies and claims'],
  ['compliance_db', 'Complaints, checks and audits'],
  ['employees_db', 'Employees, departments and branches'],
].map(([name, description]) => ({
  id: name,
  name: name[0].toUpperCase() + name.slice(1, -3),
  short_description: description,
  description,
  icon: '',
  datasource: `${name}_source`,
  type: 'sqlite',
  is_available: true,
}));

export const schemaOf = (database) => ({
  database,
  description: sources.find((one) => one.id === database)?.description ?? '',
  read_at: '2026-11-20T18:42:00.123Z',
  schemas: [
    {
      name: 'main',
      tables: [
        {
          name: database.replace('_db', ''),
          kind: 'table',
          description: 'One row each.',
          row_estimate: 1200,
          columns: [
            column('id', 'INTEGER', 'integer', { is_nullable: false, is_primary_key: true }),
            column('name', 'VARCHAR(100)', 'text', { description: 'Full name' }),
            column('segment', 'TEXT', 'text', {
              sample_values: ['retail', 'private', 'corporate'],
            }),
            column('branch_id', 'INTEGER', 'integer', {
              references: { schema: 'main', table: 'branches', column: 'branch_id' },
            }),
          ],
        },
        {
          name: 'branches',
          kind: 'view',
          description: '',
          row_estimate: 24,
          columns: [column('branch_id', 'INTEGER', 'integer', { is_primary_key: true })],
        },
      ],
    },
  ],
});

export const starters = [
  ['How many customers do we have?', 'customer_db'],
  ['What is the average salary per department?', 'employees_db'],
  ['How many accounts were opened per month?', 'accounts_db'],
  ['Which loan payments are overdue?', 'loans_db'],
].map(([question, database]) => ({ question, database }));

export const tokens = {
  input_tokens: 11200,
  output_tokens: 1240,
  total_tokens: 12440,
  calls: 6,
  price_usd: 0.0312,
  is_price_known: true,
  by_stage: [
    {
      stage: 'validation',
      model: 'weak',
      input_tokens: 4200,
      output_tokens: 240,
      calls: 2,
      price_usd: 0.0021,
      elapsed_ms: 420,
    },
    {
      stage: 'sql_generation',
      model: 'developer',
      input_tokens: 7000,
      output_tokens: 1000,
      calls: 4,
      price_usd: 0.0291,
      elapsed_ms: 1840,
    },
  ],
};

export const settings = {
  engine: 'offline',
  models: null,
  approval: 'smart',
  max_rows: 1000,
  needs_token: false,
  version: '0.1.0',
  exports: ['csv', 'json', 'xlsx', 'parquet'],
};

export const refusal = {
  type: 'about:blank',
  title: 'refused',
  status: 422,
  code: 'refused',
  detail: 'Only reading is allowed; this statement writes.',
  next_step: 'Write a SELECT.',
  rule: 'read-only',
};
