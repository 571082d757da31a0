#include "face/terminal/question_view.hpp"

#include "base/text.hpp"
#include "face/terminal/answer_view.hpp"
#include "face/terminal/table.hpp"

namespace askdb {

QuestionView::QuestionView(ViewOptions options, const Clock& clock)
    : options_(std::move(options)),
      progress_(options_.progress_screen, options_.write_progress, clock) {}

void QuestionView::on(const Event& event) {
  if (const auto* text = std::get_if<AnswerText>(&event)) {
    if (!options_.is_streaming || text->text.empty()) return;
    progress_.clear();
    if (!prose_) prose_ = std::make_unique<Prose>(options_.screen, options_.write);
    streamed_ += text->text;
    return prose_->add(text->text);
  }
  if (!options_.shows_progress) return;
  // A progress line would be drawn into the text.
  if (prose_ && options_.progress_screen.is_terminal) return;
  progress_.on(event);
}

void QuestionView::show(const Answer& answer) {
  progress_.clear();
  const auto* step = main_step(answer);
  const std::size_t rows = step == nullptr ? 0 : step->rows.rows.size();
  // A table that the text already holds, as a table or as a list, is not shown again.
  auto holds_rows = [rows](const Prose& prose) {
    return prose.has_table() || (rows > 0 && prose.items() >= rows);
  };
  if (prose_) prose_->finish();
  bool has_table = prose_ && holds_rows(*prose_);
  if (!trim(answer.text).empty() && trim(streamed_) != trim(answer.text)) {
    Prose whole(options_.screen, options_.write);
    whole.add(answer.text);
    whole.finish();
    has_table = holds_rows(whole);
  }
  const bool is_answered = answer.outcome == Outcome::kAnswer;
  has_table = has_table || (step != nullptr && tells_all(answer.text, step->rows));
  if (is_answered && step != nullptr && !has_table && is_worth_a_table(step->rows)) {
    options_.write("\n" + table_text(step->rows, options_.screen, {.max_rows = options_.max_rows}));
  }
  const auto sql = options_.shows_sql ? sql_text(answer, options_.screen) : std::string();
  if (!sql.empty()) options_.write("\n" + sql);
}

void QuestionView::show_notes(const Answer& answer, const Write& write, const Screen& screen) {
  const auto notes = notes_text(answer, screen);
  if (!notes.empty()) write("\n" + notes);
  write((notes.empty() ? "\n" : "") + footer_text(answer, screen));
}

}  // namespace askdb
