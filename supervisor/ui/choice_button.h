// A checkable button whose choice is seen at a glance: a bar and a frame, not a shade of grey.
#pragma once

#include <QPushButton>

namespace firedamp {

class ChoiceButton : public QPushButton {
  Q_OBJECT

 public:
  explicit ChoiceButton(QWidget* parent);

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace firedamp
