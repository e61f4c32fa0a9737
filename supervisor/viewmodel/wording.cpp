#include "viewmodel/wording.h"

#include <QCoreApplication>
#include <QDateTime>

#include <array>

namespace firedamp {
namespace {

// lupdate finds these in context "Words".
struct Words {
  Q_DECLARE_TR_FUNCTIONS(Words)
};

struct BitText {
  std::uint16_t bit;
  const char* text;
};

constexpr std::array<BitText, 8> interlockTexts{{
    {0x0001, QT_TRANSLATE_NOOP("Words", "Switched to local at the node")},
    {0x0002, QT_TRANSLATE_NOOP("Words", "Interlock input open, or gas not below reset")},
    {0x0004, QT_TRANSLATE_NOOP("Words", "Minimum off time not over")},
    {0x0008, QT_TRANSLATE_NOOP("Words", "Another relay excludes this one")},
    {0x0010, QT_TRANSLATE_NOOP("Words", "Feedback does not follow the command")},
    {0x0020, QT_TRANSLATE_NOOP("Words", "Supervision latch set at the node")},
    {0x0040, QT_TRANSLATE_NOOP("Words", "Node has a fault")},
    {0x0080, QT_TRANSLATE_NOOP("Words", "Node is being calibrated")},
}};

// Worst first: one word is shown.
constexpr std::array<BitText, 9> qualityTexts{{
    {Quality::commLost, QT_TRANSLATE_NOOP("Words", "NO COMMS")},
    {Quality::stale, QT_TRANSLATE_NOOP("Words", "STALE")},
    {Quality::sensorFault, QT_TRANSLATE_NOOP("Words", "SENSOR FAULT")},
    {Quality::overRange, QT_TRANSLATE_NOOP("Words", "OVER RANGE")},
    {Quality::underRange, QT_TRANSLATE_NOOP("Words", "UNDER RANGE")},
    {Quality::pseudo, QT_TRANSLATE_NOOP("Words", "CALIBRATING")},
    {Quality::warmUp, QT_TRANSLATE_NOOP("Words", "WARM-UP")},
    {Quality::settling, QT_TRANSLATE_NOOP("Words", "SETTLING")},
    {Quality::restart, QT_TRANSLATE_NOOP("Words", "RESTART")},
}};

}  // namespace

QString priorityWord(Priority priority) {
  switch (priority) {
    case Priority::emergency: return Words::tr("Emergency");
    case Priority::high: return Words::tr("High");
    case Priority::medium: return Words::tr("Medium");
    case Priority::low: return Words::tr("Low");
    case Priority::diagnostic: break;
  }
  return Words::tr("Diagnostic");
}

QString conditionWord(AlarmKind kind) {
  switch (kind) {
    case AlarmKind::warning: return Words::tr("at warning limit");
    case AlarmKind::alarm: return Words::tr("over alarm limit");
    case AlarmKind::trip: return Words::tr("over trip limit");
    case AlarmKind::low: return Words::tr("too low");
    case AlarmKind::sensorFault: return Words::tr("sensor fault");
    case AlarmKind::noData: return Words::tr("no data");
    case AlarmKind::nodeIdentity: return Words::tr("wrong device");
    case AlarmKind::feedAbnormal: return Words::tr("feed abnormal");
    case AlarmKind::commandUnconfirmed: return Words::tr("command not confirmed");
    case AlarmKind::eventsLost: return Words::tr("events lost");
    case AlarmKind::linkDown: return Words::tr("link down");
    case AlarmKind::recorder: break;
  }
  return Words::tr("recording stopped");
}

QString alarmStateWord(AlarmState state) {
  switch (state) {
    case AlarmState::unacknowledged: return Words::tr("UNACK");
    case AlarmState::acknowledged: return Words::tr("Acked");
    case AlarmState::returned: return Words::tr("Cleared-UNACK");
    case AlarmState::normal: break;
  }
  return Words::tr("Normal");
}

QString nodeStateWord(NodeState state) {
  switch (state) {
    case NodeState::offline: return Words::tr("Offline");
    case NodeState::identifying: return Words::tr("Identifying");
    case NodeState::running: return Words::tr("Running");
    case NodeState::degraded: return Words::tr("DEGRADED");
    case NodeState::lost: return Words::tr("LOST");
    case NodeState::quarantined: return Words::tr("QUARANTINED");
    case NodeState::incompatible: break;
  }
  return Words::tr("INCOMPATIBLE");
}

QString nodeClassWord(NodeClass nodeClass) {
  switch (nodeClass) {
    case NodeClass::methane: return Words::tr("Methane");
    case NodeClass::flow: return Words::tr("Flow");
    case NodeClass::relay: break;
  }
  return Words::tr("Relay");
}

QString linkStateWord(LinkState state) {
  switch (state) {
    case LinkState::up: return Words::tr("Up");
    case LinkState::connecting: return Words::tr("Connecting");
    case LinkState::down: break;
  }
  return Words::tr("DOWN");
}

QString linkKindWord(LinkKind kind) {
  switch (kind) {
    case LinkKind::modbusTcp: return Words::tr("Modbus TCP");
    case LinkKind::rtuOverTcp: return Words::tr("RTU over TCP");
    case LinkKind::serial: break;
  }
  return Words::tr("Serial");
}

QString commandWord(CommandKind kind) {
  return kind == CommandKind::trip ? Words::tr("TRIP") : Words::tr("RESTORE");
}

QString stageWord(CommandStage stage) {
  switch (stage) {
    case CommandStage::refused: return Words::tr("refused");
    case CommandStage::selecting: return Words::tr("asking the node");
    case CommandStage::selected: return Words::tr("armed");
    case CommandStage::operating: return Words::tr("sent");
    case CommandStage::verifying: return Words::tr("node accepted, waiting for feedback");
    case CommandStage::confirmed: return Words::tr("confirmed by feedback");
    case CommandStage::failed: return Words::tr("FAILED");
    case CommandStage::expired: return Words::tr("expired, nothing was switched");
    case CommandStage::mismatch: return Words::tr("FEEDBACK DOES NOT FOLLOW");
    case CommandStage::cancelled: break;
  }
  return Words::tr("cancelled");
}

QString partWord(HealthReport::Part part) {
  switch (part) {
    case HealthReport::Part::engine: return Words::tr("engine");
    case HealthReport::Part::recorder: return Words::tr("DB");
    case HealthReport::Part::horn: break;
  }
  return Words::tr("horn");
}

QString qualityWord(Quality quality) {
  for (const BitText& entry : qualityTexts) {
    if ((quality.bits & entry.bit) != 0) return Words::tr(entry.text);
  }
  return {};
}

QStringList interlockWords(std::uint16_t bits) {
  QStringList words;
  for (const BitText& entry : interlockTexts) {
    if ((bits & entry.bit) != 0) words << Words::tr(entry.text);
  }
  return words;
}

QString tripCauseWord(std::uint16_t cause) {
  switch (cause) {
    case 0: return {};
    case 1: return Words::tr("start of the node");
    case 2: return Words::tr("gas, by the node itself");
    case 3: return Words::tr("command of the supervisor");
    case 4: return Words::tr("supervision lost");
    case 5: return Words::tr("fault of the node");
    case 6: return Words::tr("local switch");
    default: return Words::tr("cause %1").arg(cause);
  }
}

QString nodeStatusWord(std::uint16_t status) {
  switch (status) {
    case 0: return {};
    case 1: return Words::tr("node: time over");
    case 2: return Words::tr("node: not selected");
    case 3: return Words::tr("node: malformed request");
    case 4: return Words::tr("node: blocked by its interlock");
    case 5: return Words::tr("node: switched to local");
    case 6: return Words::tr("node: already in that state");
    case 7: return Words::tr("node: busy");
    case 8: return Words::tr("node: not authorised");
    case 9: return Words::tr("node: locked out");
    default: return Words::tr("node: refusal %1").arg(status);
  }
}

QString durationText(Duration duration) {
  const auto ms = std::max<std::int64_t>(0, duration.count() / 1000);
  if (ms < 10'000) return Words::tr("%1 s").arg(static_cast<double>(ms) / 1000.0, 0, 'f', 1);
  const auto seconds = ms / 1000;
  if (seconds < 120) return Words::tr("%1 s").arg(seconds);
  if (seconds < 7200) return Words::tr("%1 min").arg(seconds / 60);
  if (seconds < 172'800) return Words::tr("%1 h").arg(seconds / 3600);
  return Words::tr("%1 d").arg(seconds / 86'400);
}

QString timeText(Instant at) {
  const auto local = QDateTime::fromMSecsSinceEpoch(microseconds(at) / 1000);
  return local.toString(QStringLiteral("HH:mm:ss"));
}

QString clockText(Instant at) {
  const auto local = QDateTime::fromMSecsSinceEpoch(microseconds(at) / 1000);
  const int minutes = local.offsetFromUtc() / 60;
  QString offset = QStringLiteral("UTC%1%2")
                       .arg(minutes < 0 ? QLatin1Char('-') : QLatin1Char('+'))
                       .arg(std::abs(minutes) / 60);
  if (minutes % 60 != 0) {
    offset += QStringLiteral(":%1").arg(std::abs(minutes) % 60, 2, 10, QLatin1Char('0'));
  }
  return timeText(at) + QLatin1Char(' ') + offset;
}

QString quantityWord(Quantity quantity) {
  if (quantity.unit == Unit::none && quantity.raw == 0) return {};
  return QString::fromStdString(quantityText(quantity));
}

}  // namespace firedamp
