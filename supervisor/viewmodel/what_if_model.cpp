#include "viewmodel/what_if_model.h"

#include <cmath>
#include <utility>

#include "domain/source_tag.h"
#include "domain/utc_text.h"
#include "viewmodel/language.h"
#include "viewmodel/wording.h"

namespace firedamp {
namespace {

QString instantText(const std::optional<Instant>& at) {
  if (!at) return QStringLiteral("–");
  return QString::fromStdString(utcText(*at)).replace(u'T', u' ');
}

// One decimal where there is one.
QString countText(double count) {
  const bool whole = std::abs(count - std::round(count)) < 0.005;
  return QString::number(count, 'f', whole ? 0 : 2);
}

bool inTime(const WhatIfRow& row) {
  return row.about == WhatIfRow::About::alarm || row.about == WhatIfRow::About::trip;
}

}  // namespace

WhatIfModel::WhatIfModel(ReplayPort& port, QObject* parent)
    : QAbstractTableModel{parent}, port_{port} {
  pool_.setMaxThreadCount(1);
}

WhatIfModel::~WhatIfModel() {
  giveUp();
  pool_.waitForDone();
}

void WhatIfModel::ask(WhatIfQuestion question, const Site& site) {
  clear();
  site_ = site;
  const auto stop = std::make_shared<std::atomic<bool>>(false);
  stop_ = stop;
  progress_ = 0;
  question.goOn = [this, stop](double share) {
    QMetaObject::invokeMethod(this, [this, stop, share] {
      if (stop != stop_) return;
      progress_ = share;
      Q_EMIT changed();
    }, Qt::QueuedConnection);
    return !stop->load();
  };
  pool_.start([this, stop, question = std::move(question)] {
    if (stop->load()) return;
    Answer answer = port_.whatIf(question);
    QMetaObject::invokeMethod(this, [this, stop, answer = std::move(answer)]() mutable {
      told(stop, std::move(answer));
    }, Qt::QueuedConnection);
  });
  Q_EMIT changed();
}

void WhatIfModel::giveUp() {
  if (stop_ == nullptr) return;
  stop_->store(true);
  stop_.reset();
  Q_EMIT changed();
}

void WhatIfModel::clear() {
  giveUp();
  show(std::nullopt, std::nullopt);
}

// Of a question that was given up nobody wants to know any more.
void WhatIfModel::told(const std::shared_ptr<std::atomic<bool>>& stop, Answer answer) {
  if (stop != stop_) return;
  stop_.reset();
  if (auto* fault = std::get_if<Phrase>(&answer)) return show(std::nullopt, std::move(*fault));
  show(std::move(std::get<WhatIfTable>(answer)), std::nullopt);
}

void WhatIfModel::show(std::optional<WhatIfTable> table, std::optional<Phrase> fault) {
  beginResetModel();
  table_ = std::move(table);
  fault_ = std::move(fault);
  tags_.clear();
  for (const WhatIfRow& row : table_ ? table_->rows : std::vector<WhatIfRow>{}) {
    const bool trip = row.about == WhatIfRow::About::trip;
    const bool load = row.about == WhatIfRow::About::load;
    const std::string tag = load   ? std::string{}
                            : trip ? tagOf(site_.relays, row.relay.value)
                                   : sourceTag(row.condition.source, site_);
    tags_.push_back(QString::fromStdString(tag));
  }
  endResetModel();
  Q_EMIT changed();
}

void WhatIfModel::retranslate() {
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnTotal - 1);
  if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnTotal - 1));
}

QString WhatIfModel::summary() const {
  if (asking()) return tr("judging anew: %1 %").arg(std::lround(progress_ * 100));
  if (fault_) return tr("cannot be judged: %1").arg(phraseText(*fault_));
  if (!table_) return tr("choose a rules.toml or another file of the site");
  QString text = tr("%1 alarms come at the same instant; trips are those by rule, the first since "
                    "the relay last had power. Not judged: what the mine would have done after a "
                    "trip that it never received.")
                     .arg(table_->sameAlarms);
  if (table_->missing > 0) {
    text += QLatin1Char(' ') + tr("%1 inputs are missing in the recording.").arg(table_->missing);
  }
  return text;
}

int WhatIfModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !table_ ? 0 : static_cast<int>(table_->rows.size());
}

int WhatIfModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : columnTotal;
}

QString WhatIfModel::recordedText(const WhatIfRow& row) const {
  return inTime(row) ? instantText(row.recorded) : countText(row.recordedCount);
}

QString WhatIfModel::otherText(const WhatIfRow& row) const {
  return inTime(row) ? instantText(row.other) : countText(row.otherCount);
}

QString WhatIfModel::differenceText(const WhatIfRow& row) const {
  if (!inTime(row)) {
    const double more = row.otherCount - row.recordedCount;
    return (more > 0 ? QStringLiteral("+") : QString{}) + countText(more);
  }
  if (!row.recorded) return tr("gained");
  if (!row.other) return tr("lost");
  const double seconds = static_cast<double>((*row.other - *row.recorded).count()) / 1e6;
  if (seconds == 0) return tr("same time");
  const QString by = QString::number(std::abs(seconds), 'f', 3);
  return seconds < 0 ? tr("%1 s earlier").arg(by) : tr("%1 s later").arg(by);
}

QVariant WhatIfModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
  const auto place = static_cast<std::size_t>(index.row());
  const WhatIfRow& row = table_->rows.at(place);
  switch (index.column()) {
    case aboutColumn:
      switch (row.about) {
        case WhatIfRow::About::trip: return tr("Trip");
        case WhatIfRow::About::alarm: return tr("Alarm");
        case WhatIfRow::About::chatter: return tr("Times it came");
        case WhatIfRow::About::load: return tr("Operator load");
      }
      return {};
    case tagColumn: return tags_.at(place);
    case whatColumn:
      if (row.about == WhatIfRow::About::load) return phraseText(row.figure);
      return row.about == WhatIfRow::About::trip ? commandWord(CommandKind::trip)
                                                 : conditionWord(row.condition.kind);
    case recordedColumn: return recordedText(row);
    case otherColumn: return otherText(row);
    default: return differenceText(row);
  }
}

QVariant WhatIfModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case aboutColumn: return tr("About");
    case tagColumn: return tr("Tag");
    case whatColumn: return tr("What");
    case recordedColumn: return tr("As recorded (UTC)");
    case otherColumn: return tr("Otherwise (UTC)");
    default: return tr("Difference");
  }
}

}  // namespace firedamp
