#include "ui/replay_marks.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>

#include "domain/utc_text.h"
#include "viewmodel/wording.h"

namespace firedamp {
namespace {

QString shortTime(Instant at) { return QString::fromStdString(utcText(at, 0)).mid(11, 8); }

QString loopText(const QString& what, const std::optional<Instant>& at) {
  return at ? what + QLatin1Char(' ') + shortTime(*at) : what;
}

}  // namespace

ReplayMarks::ReplayMarks(ReplayModel& model, QWidget* parent)
    : QWidget{parent}, bookmark{new QPushButton{this}}, places{new QComboBox{this}},
      name{new QLineEdit{this}}, loopFrom{new QPushButton{this}}, loopTo{new QPushButton{this}},
      cut{new QPushButton{this}}, words{new QLabel{this}}, model_{model} {
  auto* row = new QHBoxLayout{this};
  row->setContentsMargins(0, 0, 0, 0);
  for (QWidget* each : std::initializer_list<QWidget*>{bookmark, places, name, loopFrom, loopTo,
                                                       cut}) {
    each->setMinimumHeight(40);
    row->addWidget(each);
  }
  row->addWidget(words, 1);
  words->setWordWrap(true);
  words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  places->setMinimumContentsLength(18);
  places->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  name->setMaxLength(100);
  name->setMaximumWidth(220);
  connect(bookmark, &QPushButton::clicked, &model, &ReplayModel::toggleBookmark);
  connect(loopFrom, &QPushButton::clicked, &model, &ReplayModel::toggleLoopFrom);
  connect(loopTo, &QPushButton::clicked, &model, &ReplayModel::toggleLoopTo);
  connect(cut, &QPushButton::clicked, this, &ReplayMarks::askAndCut);
  connect(places, &QComboBox::activated, this, [this](int index) {
    model_.pause();
    model_.seek(fromMicroseconds(places->itemData(index).toLongLong()));
  });
  connect(name, &QLineEdit::editingFinished, this,
          [this] { model_.nameBookmark(named_, name->text()); });
  connect(&model, &ReplayModel::bookmarked, this, [this] {
    listPlaces();
    refresh();
  });
  connect(&model, &ReplayModel::cut, this, &ReplayMarks::told);
  retranslate();
}

void ReplayMarks::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

void ReplayMarks::retranslate() {
  bookmark->setText(tr("Bookmark\nB"));
  places->setAccessibleName(tr("Bookmarks"));
  places->setPlaceholderText(tr("no bookmarks"));
  name->setAccessibleName(tr("Name of the bookmark here"));
  name->setPlaceholderText(tr("N: name"));
  loopFrom->setAccessibleName(tr("Loop begins here"));
  loopTo->setAccessibleName(tr("Loop ends here"));
  cut->setText(tr("Cut out A to B\nCtrl+E"));
  listPlaces();
  refresh();
}

void ReplayMarks::listPlaces() {
  places->clear();
  for (const auto& [at, called] : model_.bookmarks()) {
    places->addItem(shortTime(at) + QLatin1Char(' ') + called,
                    static_cast<qlonglong>(microseconds(at)));
  }
  places->setCurrentIndex(-1);
  places->setPlaceholderText(places->count() == 0 ? tr("no bookmarks")
                                                  : tr("%1 bookmarks").arg(places->count()));
  places->setEnabled(places->count() > 0);
}

void ReplayMarks::refresh() {
  bookmark->setEnabled(model_.isOpen());
  loopFrom->setEnabled(model_.isOpen());
  loopTo->setEnabled(model_.isOpen());
  loopFrom->setText(loopText(tr("A"), model_.loopFrom()) + QStringLiteral("\n["));
  loopTo->setText(loopText(tr("B"), model_.loopTo()) + QStringLiteral("\n]"));
  cut->setEnabled(model_.loops() && !model_.cutting());
  const Instant at = model_.isOpen() ? model_.state().at : Instant{};
  const auto here = model_.bookmarks().find(at);
  const bool there = here != model_.bookmarks().end();
  if (!name->hasFocus()) {
    named_ = at;
    name->setEnabled(there);
    name->setText(there ? here->second : QString{});
  }
  QStringList lines;
  if (model_.bookmarkFault()) {
    lines << tr("bookmarks are not kept: %1").arg(phraseText(*model_.bookmarkFault()));
  }
  if (model_.cutting()) lines << tr("cutting out");
  if (!cutTold_.isEmpty()) lines << cutTold_;
  words->setText(lines.join(QStringLiteral(" · ")));
}

void ReplayMarks::editName() {
  if (!model_.isOpen()) return;
  model_.pause();
  if (!model_.bookmarks().contains(model_.state().at)) model_.toggleBookmark();
  refresh();
  name->setFocus(Qt::ShortcutFocusReason);
  name->selectAll();
}

void ReplayMarks::askAndCut() {
  if (!cut->isEnabled()) return;
  const QString chosen = QFileDialog::getSaveFileName(
      this, tr("An incident package of A to B"), QStringLiteral("incident.msl"),
      tr("Incident packages (*.msl)"));
  if (!chosen.isEmpty()) cutTo(chosen);
}

void ReplayMarks::cutTo(const QString& file) {
  cutTold_.clear();
  model_.cutLoop(file);
  refresh();
}

void ReplayMarks::told(const QString& file, const std::optional<Phrase>& fault) {
  cutTold_ = fault ? tr("not cut out: %1").arg(phraseText(*fault)) : tr("cut out: %1").arg(file);
  refresh();
}

}  // namespace firedamp
