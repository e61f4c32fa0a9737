#include "viewmodel/journal_model.h"

#include <algorithm>
#include <utility>

#include "domain/utc_text.h"

namespace firedamp {

JournalModel::JournalModel(HistoryPort& history, const Site& site, QObject* parent)
    : QAbstractTableModel{parent}, history_{history}, site_{site} {
  pool_.setMaxThreadCount(1);
}

JournalModel::~JournalModel() {
  pool_.clear();
  pool_.waitForDone();
}

void JournalModel::setFilter(JournalFilter filter) {
  filter_ = std::move(filter);
  reload();
}

void JournalModel::reload() {
  ++generation_;
  beginResetModel();
  rows_.clear();
  endResetModel();
  before_ = 0;
  searchedTo_.reset();
  wanted_ = wantedRows;
  asked_ = complete_ = false;
  ask();
}

void JournalModel::ask() {
  if (asked_ || complete_) return;
  asked_ = true;
  pool_.start([this, generation = generation_, before = before_] {
    std::vector<JournalRow> page = history_.journal(before, pageRows);
    QMetaObject::invokeMethod(this, [this, generation, page = std::move(page)]() mutable {
      if (generation == generation_) take(std::move(page));
    }, Qt::QueuedConnection);
  });
}

void JournalModel::take(std::vector<JournalRow> page) {
  asked_ = false;
  complete_ = page.empty();
  std::vector<JournalRow> found;
  for (JournalRow& row : page) {
    before_ = row.seq;
    searchedTo_ = row.at;
    if (fits(row)) found.push_back(std::move(row));
  }
  // Instants may step back a little where a clock was set: a page beyond is enough to be sure.
  if (filter_.from && !page.empty() && page.front().at < *filter_.from) complete_ = true;
  if (!found.empty()) {
    const int first = static_cast<int>(rows_.size());
    beginInsertRows({}, first, first + static_cast<int>(found.size()) - 1);
    std::move(found.begin(), found.end(), std::back_inserter(rows_));
    endInsertRows();
  }
  if (static_cast<int>(rows_.size()) < wanted_) ask();
  Q_EMIT searched();
}

bool JournalModel::fits(const JournalRow& row) const {
  if (filter_.from && row.at < *filter_.from) return false;
  if (filter_.to && row.at > *filter_.to) return false;
  if (filter_.kind && journalKindOf(row.entry) != *filter_.kind) return false;
  if (filter_.story && storyOf(row.entry) != filter_.story) return false;
  if (!journalTag(row.entry, site_).contains(filter_.tag, Qt::CaseInsensitive)) return false;
  return filter_.text.isEmpty() ||
         journalWords(row.entry, site_).contains(filter_.text, Qt::CaseInsensitive);
}

// A text that is sought is sought in the words that are shown.
void JournalModel::retranslate() {
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnTotal - 1);
  if (!filter_.text.isEmpty()) return reload();
  if (!rows_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnTotal - 1));
}

int JournalModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int JournalModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : columnTotal;
}

QVariant JournalModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
  const JournalRow& row = at(index.row());
  switch (index.column()) {
    case timeColumn: return QString::fromStdString(utcText(row.at)).replace(u'T', u' ');
    case kindColumn: return journalKindWord(journalKindOf(row.entry));
    case tagColumn: return journalTag(row.entry, site_);
    default: return journalWords(row.entry, site_);
  }
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case timeColumn: return tr("Time (UTC)");
    case kindColumn: return tr("Kind");
    case tagColumn: return tr("Tag");
    default: return tr("What happened");
  }
}

bool JournalModel::canFetchMore(const QModelIndex& parent) const {
  return !parent.isValid() && !complete_ && !asked_;
}

void JournalModel::fetchMore(const QModelIndex&) {
  wanted_ = static_cast<int>(rows_.size()) + wantedRows;
  ask();
}

}  // namespace firedamp
