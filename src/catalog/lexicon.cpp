#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "catalog/words.hpp"

namespace askdb::catalog {

namespace {

/// One line per group: the words that are written otherwise, then what they mean.
constexpr std::array<std::string_view, 96> kMeanings = {
    // Abbreviations in schemas.
    "acct acc:account", "addr:address", "amt:amount", "avg:average", "bal:balance", "bday:birth",
    "cat:category", "cd:code", "cnt:count", "co:company", "ctry:country", "curr:currency",
    "cust:customer", "dept dep:department", "desc descr:description", "dest:destination",
    "dob:birth date", "doc:document", "dt:date", "emp:employee", "fname:first name",
    "freq:frequency", "gpa:grade", "hq:headquarter", "hr:hour", "inv:invoice", "inst:institution",
    "lat:latitude", "lname:last name", "lng lon:longitude", "loc:location", "max:maximum",
    "mgr:manager", "min:minimum", "mth mon:month", "msg:message", "nbr num no:number",
    "org:organization", "ord:order", "pct perc:percent", "ph tel:phone", "pos:position",
    "prod:product", "pwd:password", "qty:quantity", "ref:reference", "rev:revenue", "sal:salary",
    "sex:gender", "ssn:security number", "st:street", "std:standard", "stu:student", "sup:supplier",
    "tot:total", "txn trx:transaction", "univ:university", "uom:unit", "usr:user", "val:value",
    "vol:volume", "wt:weight", "yr:year",
    // Synonyms that people use for business things.
    "client buyer patron:customer", "worker staff colleague:employee", "wage pay earning:salary",
    "revenue turnover:sale amount", "town:city", "nation:country", "movie:film", "song:track",
    "firm business:company", "shop:store", "purchase:order", "telephone mobile:phone", "mail:email",
    "surname:last name", "boss supervisor:manager", "price:cost amount",
    "age old young oldest youngest:birth", "vendor:supplier", "payment:amount",
    "borrower:loan customer", "credit:loan", "bill:invoice", "category kind sort:type",
    "location:city", "title:name", "debt:balance",
    // German.
    "kunde kunden kundin:customer", "konto konten:account", "filiale filialen zweigstelle:branch",
    "kredit kredite darlehen:loan", "mitarbeiter angestellte:employee",
    "abteilung abteilungen:department", "gehalt gehalter:salary"};

constexpr std::array<std::string_view, 22> kMoreMeanings = {
    "beschwerde beschwerden:complaint",
    "versicherung versicherungen police policen:policy insurance",
    "schaden schadensfall schadensfalle:claim",
    "buchung buchungen uberweisung:transaction",
    "betrag betrage summe:amount",
    "saldo guthaben kontostand:balance",
    "stadt stadte ort:city",
    "land lander:country",
    "datum:date",
    "rechnung rechnungen:invoice",
    "bestellung bestellungen:order",
    "produkt produkte artikel:product",
    "umsatz umsatze:revenue sale amount",
    "preis preise:price",
    "menge anzahl:quantity",
    "strasse:street",
    "geburtsdatum:birth",
    "nachname:last name",
    "vorname:first name",
    "filme:film",
    "raten rate:payment",
    "offen offene offenen:open"};

using Table = std::unordered_map<std::string, std::vector<std::string>>;

template <class Lines>
void read(const Lines& lines, Table& table) {
  for (const std::string_view line : lines) {
    const auto colon = line.find(':');
    for (const auto from : split(line.substr(0, colon), ' ')) {
      for (const auto to : split(line.substr(colon + 1), ' ')) {
        table[std::string(from)].emplace_back(to);
      }
    }
  }
}

const Table& table() {
  static const Table kTable = [] {
    Table made;
    read(kMeanings, made);
    read(kMoreMeanings, made);
    return made;
  }();
  return kTable;
}

}  // namespace

const std::vector<std::string>& meanings_of(const std::string& singular_word) {
  static const std::vector<std::string> kNone;
  const auto found = table().find(singular_word);
  return found == table().end() ? kNone : found->second;
}

bool is_function_word(std::string_view folded_word) {
  static const std::unordered_set<std::string_view> kWords = {
      "a",         "an",       "the",     "of",      "in",      "on",      "at",      "to",
      "for",       "from",     "by",      "with",    "and",     "or",      "not",     "is",
      "are",       "was",      "were",    "be",      "been",    "do",      "does",    "did",
      "have",      "has",      "had",     "we",      "our",     "us",      "you",     "your",
      "i",         "me",       "my",      "they",    "their",   "them",    "it",      "its",
      "that",      "this",     "these",   "those",   "there",   "which",   "who",     "whom",
      "whose",     "what",     "when",    "where",   "why",     "how",     "many",    "much",
      "show",      "list",     "give",    "find",    "get",     "tell",    "display", "return",
      "please",    "can",      "could",   "would",   "should",  "will",    "shall",   "may",
      "all",       "any",      "each",    "every",   "per",     "as",      "than",    "then",
      "so",        "if",       "but",     "also",    "only",    "just",    "more",    "less",
      "most",      "least",    "top",     "first",   "last",    "next",    "this",    "still",
      "yet",       "now",      "ever",    "never",   "between", "over",    "under",   "above",
      "below",     "up",       "down",    "out",     "into",    "through", "during",  "before",
      "after",     "since",    "until",   "about",   "number",  "count",   "total",   "sum",
      "average",   "mean",     "maximum", "minimum", "highest", "lowest",  "largest", "smallest",
      "different", "distinct", "s",       "t",       "and",     "both",    "either",  "neither",
      "some",      "such",     "same",    "other",   "one",     "two",     "three",   "him",
      "her",       "he",       "she",     "his",     "no",      "yes",     "year",    "years",
      "month",     "months",   "day",     "days",    "week",    "weeks",   "today",   "yesterday",
      "current",   "wie",      "viele",   "viel",    "der",     "die",     "das",     "den",
      "dem",       "des",      "ein",     "eine",    "einen",   "einer",   "und",     "oder",
      "ist",       "sind",     "war",     "haben",   "hat",     "wir",     "unser",   "unsere",
      "unseren",   "im",       "am",      "von",     "vom",     "zu",      "zum",     "zur",
      "mit",       "pro",      "je",      "fur",     "auf",     "aus",     "bei",     "nach",
      "welche",    "welcher",  "welches", "wer",     "was",     "wo",      "wann",    "zeige",
      "zeig",      "liste",    "alle",    "mir",     "gibt",    "es",      "noch",    "nicht",
      "letzten",   "letztes",  "jahr",    "monat",   "monate"};
  return kWords.count(folded_word) > 0;
}

}  // namespace askdb::catalog
