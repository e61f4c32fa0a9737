#include "ui/choice_button.h"

#include <QPainter>

namespace firedamp {

ChoiceButton::ChoiceButton(QWidget* parent) : QPushButton{parent} { setCheckable(true); }

void ChoiceButton::paintEvent(QPaintEvent* event) {
  QPushButton::paintEvent(event);
  if (!isChecked()) return;
  QPainter painter{this};
  const QColor ink = palette().color(QPalette::ButtonText);
  painter.fillRect(0, 0, 5, height(), ink);
  painter.setPen(QPen{ink, 1});
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace firedamp
