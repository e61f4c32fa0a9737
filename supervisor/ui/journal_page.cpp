#include "ui/journal_page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

#include "domain/utc_text.h"
#include "ui/table.h"

namespace firedamp {

JournalPage::JournalPage(Board& board, HistoryPort& history, QWidget* parent)
    : QWidget{parent}, table{new QTableView{this}}, kind{new QComboBox{this}},
      tag{new QLineEdit{this}}, text{new QLineEdit{this}}, from{new QLineEdit{this}},
      to{new QLineEdit{this}}, story{new QPushButton{this}}, replay{new QPushButton{this}},
      newest{new QPushButton{this}}, words{new QLabel{this}}, board_{board},
      model_{history, board.site} {
  table->setModel(&model_);
  prepareTable(*table, JournalModel::wordsColumn);
  table->setSelectionMode(QAbstractItemView::SingleSelection);
  replay->hide();
  lay();
  connect(kind, &QComboBox::activated, this, &JournalPage::applyFilter);
  for (QLineEdit* field : {tag, text, from, to}) {
    connect(field, &QLineEdit::returnPressed, this, &JournalPage::applyFilter);
  }
  connect(story, &QPushButton::clicked, this, &JournalPage::toggleStory);
  connect(replay, &QPushButton::clicked, this, &JournalPage::goToReplay);
  connect(newest, &QPushButton::clicked, &model_, &JournalModel::reload);
  connect(table, &QTableView::doubleClicked, this, &JournalPage::goToReplay);
  connect(&model_, &JournalModel::searched, this, &JournalPage::tell);
  connect(&model_, &JournalModel::modelReset, this, &JournalPage::tell);
  bindKeys();
  retranslate();
}

void JournalPage::lay() {
  auto* fields = new QHBoxLayout;
  for (QWidget* each : std::initializer_list<QWidget*>{kind, tag, from, to, text}) {
    each->setMinimumHeight(40);
    fields->addWidget(each, each == text ? 2 : 1);
  }
  auto* buttons = new QHBoxLayout;
  for (QPushButton* each : {newest, story, replay}) {
    each->setMinimumHeight(40);
    buttons->addWidget(each);
  }
  buttons->addWidget(words, 1);
  words->setWordWrap(true);
  words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(8, 8, 8, 4);
  column->addLayout(fields);
  column->addWidget(table, 1);
  column->addLayout(buttons);
}

// Of the list alone: in the fields these are letters.
void JournalPage::bindKeys() {
  const auto key = [this](QWidget* where, const QKeySequence& sequence, auto action) {
    auto* shortcut = new QShortcut{sequence, where};
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, action);
  };
  key(table, Qt::Key_R, [this] { goToReplay(); });
  key(table, Qt::Key_Return, [this] { goToReplay(); });
  key(table, Qt::Key_E, [this] { toggleStory(); });
  key(table, Qt::Key_N, [this] { model_.reload(); });
  key(this, Qt::CTRL | Qt::Key_F, [this] {
    tag->setFocus(Qt::ShortcutFocusReason);
    tag->selectAll();
  });
}

void JournalPage::enter() {
  if (!entered_) model_.reload();
  entered_ = true;
}

void JournalPage::takeOver(const JournalPage& other) {
  kind->setCurrentIndex(other.kind->currentIndex());
  tag->setText(other.tag->text());
  text->setText(other.text->text());
  from->setText(other.from->text());
  to->setText(other.to->text());
  if (!other.entered_) return;
  entered_ = true;
  model_.setFilter(other.model_.filter());
  retranslate();
}

void JournalPage::offerReplay() { replay->show(); }

void JournalPage::goToReplay() {
  const QModelIndex current = table->currentIndex();
  if (replay->isHidden() || !current.isValid()) return;
  Q_EMIT replayWanted(model_.at(current.row()).at);
}

void JournalPage::toggleStory() {
  JournalFilter filter = model_.filter();
  if (filter.story) {
    filter.story.reset();
  } else {
    const QModelIndex current = table->currentIndex();
    if (!current.isValid()) return;
    filter.story = storyOf(model_.at(current.row()).entry);
    if (!filter.story) return;
  }
  model_.setFilter(std::move(filter));
  retranslate();
}

// A time of day alone is of today, as the screen's clock has it.
std::optional<Instant> JournalPage::instantIn(const QLineEdit& field) {
  const std::string typed = field.text().trimmed().toStdString();
  if (typed.empty()) return std::nullopt;
  if (const auto whole = instantOfUtc(typed)) return whole;
  const auto today = instantOfUtc(utcText(board_.now(), 0).substr(0, 10) + " " + typed);
  if (!today) complaint_ = tr("no time: %1 (UTC, for example 06:00:01.5)").arg(field.text());
  return today;
}

void JournalPage::applyFilter() {
  complaint_.clear();
  JournalFilter filter;
  filter.from = instantIn(*from);
  filter.to = instantIn(*to);
  if (kind->currentIndex() > 0) filter.kind = static_cast<JournalKind>(kind->currentIndex() - 1);
  filter.tag = tag->text().trimmed();
  filter.text = text->text().trimmed();
  if (complaint_.isEmpty()) {
    model_.setFilter(std::move(filter));
    table->setFocus(Qt::OtherFocusReason);
  }
  retranslate();
}

void JournalPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) {
    retranslate();
    if (entered_) model_.retranslate();
  }
  if (event->type() == QEvent::FontChange) sizeColumns();
}

void JournalPage::retranslate() {
  const int kept = std::max(0, kind->currentIndex());
  kind->clear();
  kind->addItem(tr("all kinds"));
  for (int i = 0; i < journalKindCount; ++i) {
    kind->addItem(journalKindWord(static_cast<JournalKind>(i)));
  }
  kind->setCurrentIndex(kept);
  kind->setAccessibleName(tr("Kind"));
  table->setAccessibleName(tr("Journal"));
  const auto say = [](QLineEdit* field, const QString& what) {
    field->setPlaceholderText(what);
    field->setAccessibleName(what);
  };
  say(tag, tr("Tag, Ctrl+F"));
  say(text, tr("Text in the words"));
  say(from, tr("From, UTC: 06:00"));
  say(to, tr("To, UTC: 07:00"));
  newest->setText(tr("Read anew\nN"));
  story->setText(model_.filter().story ? tr("Everything again\nE") : tr("Only its story\nE"));
  replay->setText(tr("Replay this\nR"));
  sizeColumns();
  tell();
}

void JournalPage::sizeColumns() {
  QStringList kinds, tags;
  for (int i = 0; i < journalKindCount; ++i) kinds << journalKindWord(static_cast<JournalKind>(i));
  const auto add = [&tags](const auto& things) {
    for (const auto& thing : things) tags << QString::fromStdString(thing.tag);
  };
  add(board_.site.points);
  add(board_.site.relays);
  add(board_.site.nodes);
  setColumnWidth(*table, JournalModel::timeColumn, {QStringLiteral("2026-11-23 06:00:01.500Z")});
  setColumnWidth(*table, JournalModel::kindColumn, kinds);
  setColumnWidth(*table, JournalModel::tagColumn, tags);
}

void JournalPage::tell() {
  QStringList lines;
  if (!complaint_.isEmpty()) lines << complaint_;
  lines << tr("%1 rows").arg(model_.rowCount());
  if (model_.searching() && model_.searchedTo()) {
    const QString back = QString::fromStdString(utcText(*model_.searchedTo(), 0));
    lines << tr("searched back to %1").arg(back);
  } else if (model_.complete()) {
    lines << tr("these are all");
  }
  words->setText(lines.join(QStringLiteral(" · ")));
}

}  // namespace firedamp
