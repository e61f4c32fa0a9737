// Links and nodes (F12): states in words, counters, the last failure.
#pragma once

#include <QLabel>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QWidget>

#include "ui/look.h"
#include "viewmodel/board.h"

namespace firedamp {

class LinksPage : public QWidget {
  Q_OBJECT

 public:
  LinksPage(Board& board, const Look& look, QWidget* parent = nullptr);
  QTableView* links() const { return links_; }
  QTableView* nodes() const { return nodes_; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void sizeColumns();

  Board& board_;
  QLabel* site_;
  QLabel* linksTitle_;
  QLabel* nodesTitle_;
  QTableView* links_;
  QTableView* nodes_;
};

}  // namespace firedamp
