#include <algorithm>
#include <map>

#include "world.hpp"

namespace askdb::demo {

namespace {

struct Post {
  std::vector<std::string_view> titles;  ///< Junior to senior.
  double base;                           ///< Yearly salary of the first title, EUR.
};

const Post& post_of(std::size_t department) {
  static const std::vector<Post> kPosts = {
      {{"Bank Teller", "Customer Adviser", "Senior Adviser"}, 34'000},
      {{"Service Agent", "Service Specialist", "Team Lead"}, 32'000},
      {{"Loan Assistant", "Loan Officer", "Senior Loan Officer"}, 39'000},
      {{"Software Engineer", "Senior Engineer", "Architect"}, 52'000},
      {{"Compliance Analyst", "Compliance Officer", "Senior Compliance Officer"}, 46'000},
      {{"Risk Analyst", "Senior Risk Analyst", "Risk Manager"}, 49'000},
      {{"Insurance Agent", "Senior Insurance Agent", "Underwriter"}, 37'000},
      {{"Accountant", "Controller", "Senior Controller"}, 43'000},
      {{"Auditor", "Senior Auditor", "Audit Manager"}, 48'000},
      {{"HR Assistant", "HR Partner", "Senior HR Partner"}, 38'000},
      {{"Marketing Assistant", "Marketing Manager", "Campaign Lead"}, 38'000},
      {{"Paralegal", "Legal Counsel", "Senior Counsel"}, 50'000}};
  return kPosts.at(department);
}

Table departments(const World& world) {
  Table table{"departments", "Departments of the bank."};
  table.columns = {
      col("department_id", "INTEGER", "Unique identifier"),
      col("department_name", "VARCHAR(40)", "Name of the department").category(),
      col("annual_budget", "NUMERIC(12,2)", "Yearly budget in EUR"),
      col("city", "VARCHAR(60)", "Where its head sits"),
  };
  Random random(world.seed, "employees_db.departments");
  for (std::size_t index = 0; index < department_names().size(); ++index) {
    table.rows.push_back({static_cast<std::int64_t>(index + 1),
                          std::string(department_names()[index]),
                          money(random.skewed(4'200'000, 0.5), 10'000),
                          std::string(world.branches[world.employees[index].branch].city->name)});
  }
  return table;
}

Table employees(const World& world, std::map<std::string, double>& salaries) {
  Table table{"employees", "Everyone who works or worked for the bank."};
  table.columns = {
      col("employee_id", "VARCHAR(10)", "Unique identifier, e.g. EMP0042"),
      col("name", "VARCHAR(120)", "Full name"),
      col("email", "VARCHAR(120)", "Address at the bank"),
      col("job_title", "VARCHAR(40)", "Position").category(),
      col("department_id", "INTEGER", "The department").to("departments", "department_id"),
      col("manager_id", "VARCHAR(10)", "Direct superior; empty for heads of department")
          .nullable()
          .to("employees", "employee_id"),
      col("branch_id", "VARCHAR(10)", "Place of work")
          .across("accounts_db", "branches", "branch_id"),
      col("city", "VARCHAR(60)", "City of the place of work").category(),
      col("salary", "NUMERIC(10,2)", "Current yearly gross salary in EUR"),
      col("hire_date", "DATE", "First day at work"),
      col("termination_date", "DATE", "Last day; empty while employed").nullable(),
      col("status", "VARCHAR(20)", "Whether the person still works here").category(),
  };
  table.indexed = {"hire_date"};
  Random random(world.seed, "employees_db.employees");
  for (std::size_t index = 0; index < world.employees.size(); ++index) {
    const Employee& employee = world.employees[index];
    const bool is_head = index < department_names().size();
    const double years = (world.today - employee.hired).count() / 365.25;
    const Post& post = post_of(employee.department);
    const std::size_t level = is_head ? 2 : years > 9 ? 2 : years > 3.5 ? 1 : 0;
    const double salary = post.base * (1 + 0.28 * static_cast<double>(level)) *
                          random.normal(1.04, 0.07) * (is_head ? 1.9 : 1);
    salaries[employee.id] = salary;
    const std::string title = is_head ? "Head of " + std::string(department_names()[index])
                                      : std::string(post.titles[level]);
    const std::string status = employee.has_left     ? "left"
                               : random.chance(0.03) ? "on leave"
                                                     : "active";
    const Branch& branch = world.branches[employee.branch];
    table.rows.push_back({employee.id, employee.name,
                          mail_name(employee.name) + "." + employee.id.substr(3) + "@bank.example",
                          title, static_cast<std::int64_t>(employee.department + 1),
                          is_head ? Cell{} : Cell{world.employees[employee.department].id},
                          branch.id, std::string(branch.city->name), money(salary, 10),
                          employee.hired, employee.has_left ? Cell{employee.left} : Cell{},
                          status});
  }
  return table;
}

Table salary_changes(const World& world, const std::map<std::string, double>& salaries) {
  Table table{"salary_changes", "Raises: what the salary was before and after."};
  table.columns = {
      col("change_id", "INTEGER", "Unique identifier"),
      col("employee_id", "VARCHAR(10)", "Whose salary").to("employees", "employee_id"),
      col("change_date", "DATE", "From when it counts"),
      col("old_salary", "NUMERIC(10,2)", "In EUR a year"),
      col("new_salary", "NUMERIC(10,2)", "In EUR a year"),
      col("reason", "VARCHAR(30)", "Why").category(),
  };
  Random random(world.seed, "employees_db.salary_changes");
  std::int64_t id = 0;
  for (const auto& employee : world.employees) {
    double salary = salaries.at(employee.id);
    const Date last = employee.has_left ? employee.left : world.today;
    // Backwards from today's salary, one raise every year or so.
    for (Date day = last - std::chrono::days(random.between(20, 380));
         day > employee.hired + std::chrono::days(200) && day > years_before(world.today, 5);
         day -= std::chrono::days(random.between(330, 620))) {
      const double before = salary / random.normal(1.035, 0.012);
      table.rows.push_back(
          {++id, employee.id, day, money(before, 10), money(salary, 10),
           one_of(random, {{"yearly raise", 70}, {"promotion", 15}, {"adjustment", 15}})});
      salary = before;
    }
  }
  number_by_date(table, "change_date");
  return table;
}

Table reviews(const World& world) {
  Table table{"performance_reviews", "Yearly appraisals of employees."};
  table.columns = {
      col("review_id", "INTEGER", "Unique identifier"),
      col("employee_id", "VARCHAR(10)", "Who was appraised").to("employees", "employee_id"),
      col("reviewer_id", "VARCHAR(10)", "Who appraised").to("employees", "employee_id"),
      col("review_date", "DATE", "The day of the talk"),
      col("rating", "INTEGER", "1 (poor) to 5 (outstanding)"),
      col("comments", "VARCHAR(120)", "Remark of the superior, if any").nullable(),
  };
  table.indexed = {"review_date"};
  Random random(world.seed, "employees_db.performance_reviews");
  std::int64_t id = 0;
  for (std::size_t index = department_names().size(); index < world.employees.size(); ++index) {
    const Employee& employee = world.employees[index];
    const Date last = employee.has_left ? employee.left : world.today;
    for (Date day =
             std::max(employee.hired + std::chrono::days(180), years_before(world.today, 5)) +
             std::chrono::days(random.between(0, 60));
         day <= last; day += std::chrono::days(random.between(350, 380))) {
      const auto rating = std::clamp<std::int64_t>(std::llround(random.normal(3.5, 0.85)), 1, 5);
      table.rows.push_back(
          {++id, employee.id, world.employees[employee.department].id, day, rating,
           random.chance(0.35) ? Cell{}
           : rating >= 4       ? Cell{one_of(random, {{"Exceeds expectations"},
                                                      {"Great with customers"},
                                                      {"Ready for more responsibility"}})}
           : rating == 3       ? Cell{one_of(random, {{"Solid year"}, {"Meets expectations"}})}
                               : Cell{one_of(random, {{"Needs support"}, {"Missed deadlines"}})}});
    }
  }
  number_by_date(table, "review_date");
  return table;
}

Table leave(const World& world) {
  Table table{"leave_requests", "Holidays, sick days and other leave of employees."};
  table.columns = {
      col("request_id", "INTEGER", "Unique identifier"),
      col("employee_id", "VARCHAR(10)", "Who was away").to("employees", "employee_id"),
      col("leave_type", "VARCHAR(20)", "Kind of leave").category(),
      col("start_date", "DATE", "First day away"),
      col("days", "INTEGER", "Working days away"),
      col("status", "VARCHAR(20)", "Whether it was granted").category(),
  };
  table.indexed = {"start_date"};
  Random random(world.seed, "employees_db.leave_requests");
  for (std::int64_t id = 1; id <= 3'000;) {
    const Employee& employee = random.pick(world.employees);
    const Date last = employee.has_left ? employee.left : world.today;
    const Date first =
        std::max(employee.hired + std::chrono::days(20), years_before(world.today, 2));
    if (first >= last) continue;
    const std::string type = one_of(
        random, {{"holiday", 60}, {"sick leave", 28}, {"parental leave", 4}, {"training", 8}});
    const auto days = type == "parental leave" ? random.between(40, 180)
                      : type == "holiday"      ? random.between(1, 15)
                                               : random.between(1, 6);
    table.rows.push_back({id++, employee.id, type, random.business_day(first, last), days,
                          type == "sick leave"
                              ? std::string("approved")
                              : one_of(random, {{"approved", 92}, {"rejected", 8}})});
  }
  number_by_date(table, "start_date");
  return table;
}

}  // namespace

Dataset make_employees_db(const World& world) {
  Dataset dataset{
      "employees_db", "Employees", "id-card", "Employees, departments, salaries, reviews and leave",
      "The bank's staff: departments, employees with job title, manager, salary and place of "
      "work, raises, performance reviews, and leave."};
  std::map<std::string, double> salaries;
  dataset.tables.push_back(departments(world));
  dataset.tables.push_back(employees(world, salaries));
  dataset.tables.push_back(salary_changes(world, salaries));
  dataset.tables.push_back(reviews(world));
  dataset.tables.push_back(leave(world));
  return dataset;
}

}  // namespace askdb::demo
