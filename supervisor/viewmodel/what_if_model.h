// What other limits would have done, as a table: trips, alarms, chatter and the operator's load, as
// recorded and otherwise, with the difference. Asked in the background. Screen thread.
#pragma once

#include <QAbstractTableModel>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>

#include "domain/replay_port.h"
#include "domain/site.h"

namespace firedamp {

class WhatIfModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column {
    aboutColumn, tagColumn, whatColumn, recordedColumn, otherColumn, differenceColumn, columnTotal
  };

  explicit WhatIfModel(ReplayPort& port, QObject* parent = nullptr);
  ~WhatIfModel() override;              // gives up what is under way

  // `site`: of the run. What was asked before is given up.
  void ask(WhatIfQuestion question, const Site& site);
  void giveUp();
  void clear();                         // another recording: gives up and empties
  void retranslate();

  bool asking() const { return stop_ != nullptr; }
  double progress() const { return progress_; }  // 0 to 1
  const std::optional<WhatIfTable>& table() const { return table_; }
  const std::optional<Phrase>& fault() const { return fault_; }
  QString summary() const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 Q_SIGNALS:
  void changed();                       // progress, an answer, or none any more

 private:
  using Answer = std::variant<WhatIfTable, Phrase>;
  void told(const std::shared_ptr<std::atomic<bool>>& stop, Answer answer);
  void show(std::optional<WhatIfTable> table, std::optional<Phrase> fault);
  QString recordedText(const WhatIfRow& row) const;
  QString otherText(const WhatIfRow& row) const;
  QString differenceText(const WhatIfRow& row) const;

  ReplayPort& port_;
  std::optional<WhatIfTable> table_;
  std::optional<Phrase> fault_;
  std::vector<QString> tags_;           // of the rows
  Site site_;                           // of the run that was asked about
  std::shared_ptr<std::atomic<bool>> stop_;  // of the question under way
  double progress_ = 0;
  QThreadPool pool_;
};

}  // namespace firedamp
