// The journal as a table, newest first, read a page at a time and only as far as it is looked at.
// A filter goes through the older pages until enough rows fit, in the background. Screen thread.
#pragma once

#include <QAbstractTableModel>
#include <QThreadPool>

#include <optional>
#include <vector>

#include "domain/supervisor_port.h"
#include "viewmodel/journal_words.h"

namespace firedamp {

struct JournalFilter {
  std::optional<Instant> from, to;      // both belong to it
  std::optional<JournalKind> kind;
  QString tag;                          // part of it, in any case; empty: all
  QString text;                         // part of the words, likewise
  std::optional<JournalStory> story;    // of one alarm or command alone
};

class JournalModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { timeColumn, kindColumn, tagColumn, wordsColumn, columnTotal };
  static constexpr std::size_t pageRows = 1000;  // asked at once
  static constexpr int wantedRows = 200;         // more when the end of the list is reached

  // Both outlive it.
  JournalModel(HistoryPort& history, const Site& site, QObject* parent = nullptr);
  ~JournalModel() override;             // waits for the question under way

  void setFilter(JournalFilter filter);  // and reads anew
  const JournalFilter& filter() const { return filter_; }
  void reload();
  void retranslate();
  bool searching() const { return asked_; }
  bool complete() const { return complete_; }  // the beginning, or the filter's, is reached
  std::optional<Instant> searchedTo() const { return searchedTo_; }

  const JournalRow& at(int row) const { return rows_.at(static_cast<std::size_t>(row)); }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;

 Q_SIGNALS:
  void searched();                      // a page was gone through

 private:
  void ask();
  void take(std::vector<JournalRow> page);
  bool fits(const JournalRow& row) const;

  HistoryPort& history_;
  const Site& site_;
  JournalFilter filter_;
  std::vector<JournalRow> rows_;
  std::int64_t before_ = 0;             // seq of the oldest row that was seen; 0: none
  std::optional<Instant> searchedTo_;
  int wanted_ = wantedRows;
  bool asked_ = false, complete_ = false;
  int generation_ = 0;
  QThreadPool pool_;
};

}  // namespace firedamp
