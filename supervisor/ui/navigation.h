// The pages at the left, each with its key.
#pragma once

#include <QButtonGroup>
#include <QPushButton>
#include <QWidget>

#include <array>

namespace firedamp {

enum class Page { map, alarms, trend, links };

class Navigation : public QWidget {
  Q_OBJECT

 public:
  explicit Navigation(QWidget* parent = nullptr);
  void show(Page page);

 Q_SIGNALS:
  void chosen(Page page);
  void helpWanted();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  QButtonGroup* group_;
  std::array<QPushButton*, 4> buttons_{};
  QPushButton* help_;
};

}  // namespace firedamp
