#include "viewmodel/wording.h"

#include <QCoreApplication>
#include <QDateTime>

#include <array>

#include "domain/node_text.h"
#include "viewmodel/language.h"

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
    case AlarmKind::lowLow: return Words::tr("below trip limit");
    case AlarmKind::low: return Words::tr("too low");
    case AlarmKind::warning: return Words::tr("at warning limit");
    case AlarmKind::high: return Words::tr("over alarm limit");
    case AlarmKind::highHigh: return Words::tr("over trip limit");
    case AlarmKind::rate: return Words::tr("changes too fast");
    case AlarmKind::deviation: return Words::tr("deviates");
    case AlarmKind::noData: return Words::tr("no data");
    case AlarmKind::stuck: return Words::tr("stuck");
    case AlarmKind::deviceFault: return Words::tr("sensor fault");
    case AlarmKind::nodeIdentity: return Words::tr("wrong device");
    case AlarmKind::duplicateAddress: return Words::tr("two devices at one address");
    case AlarmKind::exchangedDevice: return Words::tr("device exchanged");
    case AlarmKind::secondMaster: return Words::tr("another master");
    case AlarmKind::feedAbnormal: return Words::tr("feed abnormal");
    case AlarmKind::feedMissing: return Words::tr("no power at feedback");
    case AlarmKind::discrepancy: return Words::tr("reports disagree");
    case AlarmKind::commandUnconfirmed: return Words::tr("command not confirmed");
    case AlarmKind::logic: return Words::tr("against the logic");
    case AlarmKind::faultLock: return Words::tr("fault lock");
    case AlarmKind::mainFan: return Words::tr("main fan stopped");
    case AlarmKind::bypass: return Words::tr("bypassed");
    case AlarmKind::testDue: return Words::tr("test overdue");
    case AlarmKind::configDrift: return Words::tr("configuration differs");
    case AlarmKind::scanSlow: return Words::tr("values too far apart");
    case AlarmKind::eventsLost: return Words::tr("events lost");
    case AlarmKind::linkDown: return Words::tr("link down");
    case AlarmKind::horn: return Words::tr("horn silent");
    case AlarmKind::recorder: break;
  }
  return Words::tr("recording stopped");
}

QString alarmStateWord(AlarmState state) {
  switch (state) {
    case AlarmState::unacknowledged: return Words::tr("UNACK");
    case AlarmState::acknowledged: return Words::tr("Acked");
    case AlarmState::returned: return Words::tr("Cleared-UNACK");
    case AlarmState::latched: return Words::tr("Latched-UNACK");
    case AlarmState::latchedAcknowledged: return Words::tr("Latched");
    case AlarmState::shelved: return Words::tr("Shelved");
    case AlarmState::suppressed: return Words::tr("Suppressed");
    case AlarmState::outOfService: return Words::tr("Out of service");
    case AlarmState::normal: break;
  }
  return Words::tr("Normal");
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
  switch (kind) {
    case CommandKind::trip: return Words::tr("TRIP");
    case CommandKind::unlock: return Words::tr("UNLOCK");
    case CommandKind::mode: return Words::tr("MODE");
    case CommandKind::mute: return Words::tr("MUTE");
    case CommandKind::configure: return Words::tr("CONFIGURE");
    case CommandKind::restore: break;
  }
  return Words::tr("RESTORE");
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

QString nodeStateWord(NodeState state) { return phraseText(nodeStateText(state)); }

QString stageWord(CommandStage stage) { return phraseText(stageText(stage)); }

QString tripCauseWord(std::uint16_t cause) {
  return cause == 0 ? QString{} : phraseText(tripCauseText(cause));
}

QString nodeStatusWord(std::uint16_t status) {
  return status == 0 ? QString{} : phraseText(nodeAnswerText(status));
}

QStringList interlockWords(std::uint16_t bits) {
  QStringList words;
  for (const Phrase& phrase : interlockTexts(bits)) words << phraseText(phrase);
  return words;
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
