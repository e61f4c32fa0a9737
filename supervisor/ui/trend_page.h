// The trend (F4): which points, how long a window, and that it is live.
#pragma once

#include <QButtonGroup>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include <array>
#include <vector>

#include "ui/trend_loader.h"
#include "ui/trend_view.h"

namespace firedamp {

class TrendPage : public QWidget {
  Q_OBJECT

 public:
  TrendPage(Board& board, HistoryPort& history, const Look& look, QWidget* parent = nullptr);

  void refresh();
  void reload();                        // what is older than this screen, from the recording
  void show(PointId point);             // adds it to what is shown
  TrendView* view() const { return view_; }
  QPushButton* preset(std::size_t index) const { return presets_.at(index); }

 protected:
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void retranslate();
  void chosen();

  Board& board_;
  const Look& look_;
  TrendView* view_;
  TrendLoader* loader_;
  QLabel* badge_;
  QButtonGroup* presetGroup_;
  std::array<QPushButton*, 3> presets_{};
  std::vector<QCheckBox*> points_;
};

}  // namespace firedamp
