/// Questions to a MariaDB server, from the command line to the answer, with no model.

#include <gmock/gmock.h>

#include "fixtures/mariadb_server.hpp"
#include "shop.hpp"

namespace askdb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A music shop. `rank` is a reserved word, and two tables have names with capitals.
constexpr const char* kMusic = R"(
CREATE TABLE Artist (ArtistId int PRIMARY KEY, Name varchar(120) NOT NULL);
CREATE TABLE Album (AlbumId int PRIMARY KEY, Title varchar(160) NOT NULL, ArtistId int NOT NULL,
  FOREIGN KEY (ArtistId) REFERENCES Artist (ArtistId));
CREATE TABLE Customer (CustomerId int PRIMARY KEY, FirstName varchar(40), Country varchar(40),
  `rank` int);
CREATE TABLE Invoice (InvoiceId int PRIMARY KEY, CustomerId int, InvoiceDate datetime,
  Total decimal(10, 2), FOREIGN KEY (CustomerId) REFERENCES Customer (CustomerId));
INSERT INTO Artist VALUES (1, 'AC/DC'), (2, 'Accept'), (3, 'Aerosmith');
INSERT INTO Album VALUES (1, 'For Those About To Rock', 1), (2, 'Balls to the Wall', 2),
  (3, 'Restless and Wild', 2), (4, 'Let There Be Rock', 1), (5, 'Big Ones', 3), (6, 'Live', 1);
INSERT INTO Customer VALUES (1, 'Luís', 'Brazil', 3), (2, 'Leonie', 'Germany', 1),
  (3, 'François', 'Canada', 2), (4, 'Bjørn', 'Norway', 2), (5, 'Hannah', 'Germany', 1);
INSERT INTO Invoice VALUES (1, 2, '2021-01-01', 1.98), (2, 4, '2021-01-02', 3.96),
  (3, 5, '2021-04-03', 5.94), (4, 2, '2022-02-11', 8.91), (5, 1, '2022-12-14', 0.99);
)";

class MysqlAsk : public testing::Shop {
 protected:
  void SetUp() override {
    server_ = testing::MariadbServer::shared();
    if (server_ == nullptr) GTEST_SKIP() << testing::MariadbServer::why_not();
    server_->create_database("music");
    server_->execute(kMusic, "music");
  }
  std::string csv(const std::string& question) {
    const auto done = run({"ask", "-q", "--format", "csv", "-d", server_->url("music"), question});
    EXPECT_EQ(done.exit_code, 0) << question << ": " << done.err;
    EXPECT_THAT(done.out + done.err, Not(HasSubstr("s3cret-word")));
    return done.out;
  }

  testing::MariadbServer* server_ = nullptr;
};

TEST_F(MysqlAsk, AnswersFromTheDatabase) {
  EXPECT_THAT(csv("How many albums are there?"), HasSubstr("\n6\n"));
  EXPECT_THAT(csv("How many customers are from Germany?"), HasSubstr("\n2\n"));
  EXPECT_THAT(csv("Which artist has the most albums?"), HasSubstr("AC/DC"));
  EXPECT_THAT(csv("How many customers per country?"), HasSubstr("Germany,2"));
  EXPECT_THAT(csv("Number of invoices per month"), HasSubstr("2021-01,2"));
  EXPECT_THAT(csv("Number of customers per rank"), HasSubstr("1,2"));
}

TEST_F(MysqlAsk, DoctorSaysWhatTheUserMayDo) {
  const auto done = run({"doctor", "-d", server_->url("music")});
  EXPECT_EQ(done.exit_code, 0) << done.out << done.err;
  EXPECT_THAT(done.out, HasSubstr("MariaDB 1"));
  EXPECT_THAT(done.out, HasSubstr("read-only"));
}

}  // namespace
}  // namespace askdb
