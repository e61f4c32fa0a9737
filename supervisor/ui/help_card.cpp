#include "ui/help_card.h"

#include <QEvent>
#include <QVBoxLayout>

namespace firedamp {
namespace {

QString row(const QString& key, const QString& what) {
  return QStringLiteral("<tr><td><b>%1</b>&nbsp;&nbsp;&nbsp;</td><td>%2</td></tr>").arg(key, what);
}

}  // namespace

HelpCard::HelpCard(QWidget* parent) : QFrame{parent}, text_{new QLabel{this}} {
  setFrameShape(QFrame::Box);
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Button);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(24, 16, 24, 16);
  column->addWidget(text_);
  text_->setTextFormat(Qt::RichText);
  retranslate();
  hide();
}

void HelpCard::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

void HelpCard::retranslate() {
  QString rows;
  rows += row(QStringLiteral("F1"), tr("this card"));
  rows += row(QStringLiteral("F2 F3 F4 F5 F12"), tr("map, alarms, trend, journal, links"));
  rows += row(QStringLiteral("F6"), tr("replay of a recording, and back to the live mine"));
  rows += row(QStringLiteral("J K L  [ ]  B N"),
              tr("in a replay: back, stay, on; loop from A to B; bookmark and its name"));
  rows += row(QStringLiteral("F8"), tr("go to the worst unacknowledged alarm"));
  rows += row(QStringLiteral("F9"), tr("silence the horn, for what sounds now"));
  rows += row(QStringLiteral("F10"), tr("acknowledge: the selection in the list, else the worst"));
  rows += row(QStringLiteral("F11"), tr("full screen"));
  rows += row(tr("Arrow keys, Enter"), tr("go over the map, open a faceplate"));
  rows += row(QStringLiteral("Space"), tr("acknowledge in the list; press a button"));
  rows += row(QStringLiteral("Esc"), tr("close card or faceplate"));
  rows += row(QStringLiteral("Ctrl+L"), tr("English, Chinese"));
  rows += row(QStringLiteral("Ctrl+D"), tr("dim or bright"));
  rows += row(QStringLiteral("Ctrl + −"), tr("text size"));
  text_->setText(QStringLiteral("<table cellspacing='4'>") + rows + QStringLiteral("</table><p>") +
                 tr("No key executes a relay command by itself. Not certified, not a safety "
                    "function: the nodes trip without this program.")
                         .toHtmlEscaped() +
                 QStringLiteral("</p>"));
  text_->setWordWrap(true);
  adjustSize();
}

}  // namespace firedamp
