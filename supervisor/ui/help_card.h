// The keys on one card (F1), placed below the banner, never over it. Escape or F1 closes it.
#pragma once

#include <QFrame>
#include <QLabel>

namespace firedamp {

class HelpCard : public QFrame {
  Q_OBJECT

 public:
  explicit HelpCard(QWidget* parent);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  QLabel* text_;
};

}  // namespace firedamp
