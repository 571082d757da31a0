#pragma once

/// What all six databases share: the bank's branches, customers and staff.

#include <string>
#include <vector>

#include "names.hpp"
#include "random.hpp"

namespace askdb::demo {

struct Branch {
  std::string id;  ///< "BR001"
  std::string name;
  const City* city = nullptr;
  Date opened;
};

struct Customer {
  std::string id;  ///< "CUST000123"
  std::string name;
  bool is_company = false;
  bool is_female = false;
  const City* city = nullptr;
  std::size_t branch = 0;
  Date born;  ///< People only.
  Date since;
  bool has_left = false;
  double wealth = 1;  ///< 1 is the median; scales incomes, balances and loans.
};

struct Employee {
  std::string id;  ///< "EMP0042"
  std::string name;
  std::size_t branch = 0;
  std::size_t department = 0;  ///< Index into `kDepartments`.
  Date hired;
  bool has_left = false;
  Date left;
};

struct World {
  std::uint64_t seed = 0;
  Date today;
  std::vector<Branch> branches;
  std::vector<Customer> customers;
  std::vector<Employee> employees;

  /// Someone of that department who still works here and worked here `on` that day.
  const Employee& someone(Random& random, std::string_view department, Date on) const;
  /// A customer who has been one for some days at least.
  const Customer& any_customer(Random& random) const;
};

/// In the order of their ids, 1 upwards.
const std::vector<std::string_view>& department_names();

World make_world(std::uint64_t seed, Date today);

inline Date years_before(Date day, double years) {
  return day - std::chrono::days(static_cast<int>(years * 365.25));
}
/// "LN" and 7 with width 6 make "LN000007".
std::string numbered(std::string_view prefix, std::size_t number, std::size_t width);

Dataset make_customer_db(const World& world);
Dataset make_accounts_db(const World& world);
Dataset make_loans_db(const World& world);
Dataset make_insurance_db(const World& world);
Dataset make_compliance_db(const World& world);
Dataset make_employees_db(const World& world);

/// All six, in this order.
std::vector<Dataset> make_bank(std::uint64_t seed, Date today);

}  // namespace askdb::demo
