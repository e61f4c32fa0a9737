// The pages at the left, each with its key.
#pragma once

#include <QButtonGroup>
#include <QPushButton>
#include <QWidget>

#include <array>

namespace firedamp {

enum class Page { map, alarms, trend, journal, links, replay };

class Navigation : public QWidget {
  Q_OBJECT

 public:
  explicit Navigation(QWidget* parent = nullptr);
  void show(Page page);
  void offerReplay();                   // its button is there from now on

 Q_SIGNALS:
  void chosen(Page page);
  void helpWanted();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  QButtonGroup* group_;
  std::array<QPushButton*, 6> buttons_{};
  QPushButton* help_;
};

}  // namespace firedamp
