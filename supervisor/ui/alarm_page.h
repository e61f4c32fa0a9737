// The alarm list (F3). Space or F10 acknowledges the selected alarms, then selects the next one
// that needs it. While somebody works in the list the rows stay where they are.
#pragma once

#include <QLabel>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QWidget>

#include <chrono>

#include "ui/look.h"
#include "viewmodel/board.h"

namespace firedamp {

// Paints the priority symbol, and a blinking bar at the left of what needs an acknowledgement.
class AlarmDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  AlarmDelegate(const Look& look, QObject* parent) : QStyledItemDelegate{parent}, look_{look} {}
  void blink(bool on) { blinkOn_ = on; }
  void paint(QPainter* painter, const QStyleOptionViewItem& option,
             const QModelIndex& index) const override;

 private:
  const Look& look_;
  bool blinkOn_ = true;
};

class AlarmPage : public QWidget {
  Q_OBJECT

 public:
  static constexpr Duration holdFor = std::chrono::seconds{5};

  AlarmPage(Board& board, const Look& look, QWidget* parent = nullptr);

  void refresh();
  void blink(bool on);
  void acknowledgeSelected();
  void goTo(AlarmId alarm);
  QTableView* view() const { return view_; }

 protected:
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void retranslate();
  void sizeColumns();
  void touched();                       // somebody works in the list
  void describeCurrent();

  Board& board_;
  QTableView* view_;
  AlarmDelegate* delegate_;
  QLabel* strip_;                       // "+3 new"
  QLabel* detail_;                      // the selected alarm in a sentence, and what to do
  std::optional<Instant> touchedAt_;
};

}  // namespace firedamp
