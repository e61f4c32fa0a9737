#include "ui/look.h"

#include <QFontDatabase>

#include <algorithm>
#include <array>

namespace firedamp {
namespace {

struct Pair {
  QRgb dim, bright;
};

constexpr std::array<Pair, 11> roles{{
    {0xff1f2326, 0xffc9cccd},  // background
    {0xff2a2f33, 0xffd9dbdc},  // panel
    {0xff343a3f, 0xffe6e7e8},  // raised
    {0xff4b5359, 0xff9a9fa2},  // line
    {0xffd7dbde, 0xff1d2124},  // text
    {0xff9aa3aa, 0xff50575c},  // textDim
    {0xff8d959b, 0xff6a7176},  // stale
    {0xff7fb8e6, 0xff0b5ea8},  // focus
    {0xffb9c0c5, 0xfff4f5f5},  // running: light fill
    {0xff15181a, 0xff5a6166},  // stopped: dark fill
    {0xff2fbfa5, 0xff2fbfa5},  // replay
}};

constexpr std::array<QRgb, 5> priorities{0xfff43f5e, 0xffff9f1c, 0xfffff59d, 0xff7fd4ff,
                                         0xff9b6bff};

constexpr std::array<Pair, 6> traces{{{0xff56b4e9, 0xff0072b2},
                                      {0xffe69f00, 0xff9a5b00},
                                      {0xffcc79a7, 0xff9c3f76},
                                      {0xff009e73, 0xff00664a},
                                      {0xfff0e442, 0xff6e6700},
                                      {0xffd55e00, 0xff9c3f00}}};

constexpr double basePointSize = 10.5;

}  // namespace

void Look::enlarge(int steps) { scale_ = std::clamp(scale_ + 0.1 * steps, 0.8, 1.6); }

QColor Look::color(Role role) const {
  const Pair& pair = roles.at(static_cast<std::size_t>(role));
  return QColor::fromRgb(dim_ ? pair.dim : pair.bright);
}

QColor Look::priority(Priority priority) const {
  return QColor::fromRgb(priorities.at(static_cast<std::size_t>(priority) - 1));
}

QColor Look::trace(int index) const {
  const Pair& pair = traces.at(static_cast<std::size_t>(index) % traces.size());
  return QColor::fromRgb(dim_ ? pair.dim : pair.bright);
}

QPalette Look::palette() const {
  QPalette palette;
  palette.setColor(QPalette::Window, color(Role::background));
  palette.setColor(QPalette::WindowText, color(Role::text));
  palette.setColor(QPalette::Base, color(Role::panel));
  palette.setColor(QPalette::AlternateBase, color(Role::panel));
  palette.setColor(QPalette::Text, color(Role::text));
  palette.setColor(QPalette::Button, color(Role::raised));
  palette.setColor(QPalette::ButtonText, color(Role::text));
  palette.setColor(QPalette::BrightText, color(Role::text));
  palette.setColor(QPalette::Highlight, color(Role::focus));
  palette.setColor(QPalette::HighlightedText, onPriority());
  palette.setColor(QPalette::ToolTipBase, color(Role::raised));
  palette.setColor(QPalette::ToolTipText, color(Role::text));
  palette.setColor(QPalette::PlaceholderText, color(Role::textDim));
  palette.setColor(QPalette::Mid, color(Role::line));
  for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text,
                                         QPalette::ButtonText}) {
    palette.setColor(QPalette::Disabled, role, color(Role::textDim));
  }
  return palette;
}

QFont Look::font(double factor, bool bold) const {
  QFont font;
  font.setFamilies({QStringLiteral("DejaVu Sans"), QStringLiteral("WenQuanYi Micro Hei"),
                    QStringLiteral("Noto Sans CJK SC")});
  font.setPointSizeF(basePointSize * scale_ * factor);
  font.setWeight(bold ? QFont::Bold : QFont::Normal);
  return font;
}

bool chineseFontPresent() {
  return !QFontDatabase::families(QFontDatabase::SimplifiedChinese).isEmpty();
}

}  // namespace firedamp
