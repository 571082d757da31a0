#include "world.hpp"

#include <algorithm>

namespace askdb::demo {

namespace {

constexpr std::size_t kCustomers = 5'000;
constexpr std::size_t kEmployees = 620;

void make_branches(World& world) {
  Random random(world.seed, "branches");
  static const std::vector<std::pair<std::string_view, std::string_view>> kSecond = {
      {"Vienna", "Vienna Mariahilf"},
      {"Vienna", "Vienna Donaustadt"},
      {"Berlin", "Berlin Mitte"},
      {"Munich", "Munich Schwabing"}};
  const auto add = [&](const City& city, std::string name, double oldest) {
    const auto id = numbered("BR", world.branches.size() + 1, 3);
    const auto opened =
        random.business_day(years_before(world.today, oldest), years_before(world.today, 6));
    world.branches.push_back({id, std::move(name), &city, opened});
  };
  for (const auto& city : cities()) {
    add(city, std::string(city.name) + " Central", 32);
  }
  for (const auto& [city_name, name] : kSecond) {
    for (const auto& city : cities()) {
      if (city.name == city_name) {
        add(city, std::string(name), 14);
      }
    }
  }
}

std::size_t branch_near(Random& random, const World& world, const City& city) {
  std::vector<std::size_t> near;
  for (std::size_t index = 0; index < world.branches.size(); ++index) {
    if (world.branches[index].city == &city) {
      near.push_back(index);
    }
  }
  return random.pick(near);
}

const City& weighted_city(Random& random) {
  std::vector<double> weights;
  for (const auto& city : cities()) {
    weights.push_back(city.weight);
  }
  return cities()[random.weighted(weights)];
}

void make_customers(World& world) {
  Random random(world.seed, "customers");
  for (std::size_t number = 1; number <= kCustomers; ++number) {
    Customer customer;
    customer.id = numbered("CUST", number, 6);
    customer.city = &weighted_city(random);
    customer.is_company = random.chance(0.12);
    customer.branch = branch_near(random, world, *customer.city);
    customer.since = random.business_day(years_before(world.today, 12), world.today, 1.9);
    if (customer.is_company) {
      customer.name = company_in(random, *customer.city);
      customer.wealth = random.skewed(6, 0.8);
    } else {
      const Person person = person_in(random, *customer.city);
      customer.name = person.name;
      customer.is_female = person.is_female;
      customer.wealth = random.skewed(1, 0.65);
      const auto age = std::clamp(random.normal(43, 15), 18.0, 91.0);
      customer.born = years_before(customer.since, age) - std::chrono::days(random.between(0, 364));
    }
    customer.has_left = customer.since < years_before(world.today, 1) && random.chance(0.07);
    world.customers.push_back(std::move(customer));
  }
  // Ids are given in the order in which people join, as a bank's counter would.
  std::stable_sort(world.customers.begin(), world.customers.end(),
                   [](const Customer& a, const Customer& b) { return a.since < b.since; });
  for (std::size_t index = 0; index < world.customers.size(); ++index) {
    world.customers[index].id = numbered("CUST", index + 1, 6);
  }
}

void make_employees(World& world) {
  Random random(world.seed, "employees");
  static const std::vector<double> kSizes = {30, 14, 9, 9, 6, 6, 8, 5, 3, 4, 3, 3};
  for (std::size_t number = 1; number <= kEmployees; ++number) {
    Employee employee;
    employee.id = numbered("EMP", number, 4);
    // The first of each department is its head, so each department needs one early.
    employee.department = number <= kSizes.size() ? number - 1 : random.weighted(kSizes);
    employee.branch = employee.department == 0
                          ? static_cast<std::size_t>(random.between(
                                0, static_cast<std::int64_t>(world.branches.size()) - 1))
                          : static_cast<std::size_t>(random.between(0, 9));
    employee.name = person_in(random, *world.branches[employee.branch].city).name;
    const double oldest = number <= kSizes.size() ? 18 : 15;
    const double youngest = number <= kSizes.size() ? 8 : 0.05;
    employee.hired = random.business_day(years_before(world.today, oldest),
                                         years_before(world.today, youngest), 1.4);
    employee.has_left = number > kSizes.size() && random.chance(0.11) &&
                        employee.hired < years_before(world.today, 0.6);
    if (employee.has_left) {
      employee.left = random.business_day(employee.hired + std::chrono::days(90), world.today);
    }
    world.employees.push_back(std::move(employee));
  }
}

}  // namespace

const std::vector<std::string_view>& department_names() {
  static const std::vector<std::string_view> kNames = {
      "Retail Banking", "Customer Service", "Lending",   "Information Technology",
      "Compliance",     "Risk Management",  "Insurance", "Finance",
      "Internal Audit", "Human Resources",  "Marketing", "Legal"};
  return kNames;
}

const Employee& World::someone(Random& random, std::string_view department, Date on) const {
  const auto& names = department_names();
  const auto wanted =
      static_cast<std::size_t>(std::find(names.begin(), names.end(), department) - names.begin());
  for (int attempt = 0; attempt < 400; ++attempt) {
    const Employee& found = random.pick(employees);
    if (found.department == wanted && !found.has_left && found.hired <= on) return found;
  }
  return employees[wanted];
}

const Customer& World::any_customer(Random& random) const {
  // Ordered by joining date, so the last few are brand new.
  const auto last = static_cast<std::int64_t>(customers.size()) - 15;
  return customers[static_cast<std::size_t>(random.between(0, last))];
}

std::string numbered(std::string_view prefix, std::size_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  std::string id(prefix);
  id.append(digits.size() < width ? width - digits.size() : 0, '0');
  return id + digits;
}

World make_world(std::uint64_t seed, Date today) {
  World world;
  world.seed = seed;
  world.today = today;
  make_branches(world);
  make_customers(world);
  make_employees(world);
  return world;
}

std::vector<Dataset> make_bank(std::uint64_t seed, Date today) {
  const World world = make_world(seed, today);
  std::vector<Dataset> bank;
  bank.push_back(make_customer_db(world));
  bank.push_back(make_accounts_db(world));
  bank.push_back(make_loans_db(world));
  bank.push_back(make_insurance_db(world));
  bank.push_back(make_compliance_db(world));
  bank.push_back(make_employees_db(world));
  return bank;
}

}  // namespace askdb::demo
