#include "viewmodel/journal_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>

#include "domain/journal_text.h"
#include "domain/node_text.h"
#include "domain/source_tag.h"
#include "domain/trip_reason.h"
#include "viewmodel/language.h"
#include "viewmodel/wording.h"

namespace firedamp {
namespace {

// lupdate finds these in context "JournalWords".
struct JournalWords {
  Q_DECLARE_TR_FUNCTIONS(JournalWords)
};

QString changeWord(AlarmChange change) {
  static constexpr std::array<const char*, alarmChangeCount> words{
      QT_TRANSLATE_NOOP("JournalWords", "came"),
      QT_TRANSLATE_NOOP("JournalWords", "went away"),
      QT_TRANSLATE_NOOP("JournalWords", "acknowledged"),
      QT_TRANSLATE_NOOP("JournalWords", "became worse"),
      QT_TRANSLATE_NOOP("JournalWords", "silenced"),
      QT_TRANSLATE_NOOP("JournalWords", "sounds again"),
      QT_TRANSLATE_NOOP("JournalWords", "ended by the next one"),
      QT_TRANSLATE_NOOP("JournalWords", "stood at the last shutdown"),
      QT_TRANSLATE_NOOP("JournalWords", "reset"),
      QT_TRANSLATE_NOOP("JournalWords", "still active: unacknowledged again"),
      QT_TRANSLATE_NOOP("JournalWords", "out of sight"),
      QT_TRANSLATE_NOOP("JournalWords", "in sight again"),
      QT_TRANSLATE_NOOP("JournalWords", "marked as a nuisance"),
      QT_TRANSLATE_NOOP("JournalWords", "graded")};
  return JournalWords::tr(words.at(static_cast<std::size_t>(change)));
}

QString askedWord(AlarmRefusal::Asked asked) {
  switch (asked) {
    case AlarmRefusal::Asked::acknowledge: return JournalWords::tr("to acknowledge");
    case AlarmRefusal::Asked::reset: return JournalWords::tr("to reset");
    case AlarmRefusal::Asked::shelve: return JournalWords::tr("to shelve");
    case AlarmRefusal::Asked::outOfService: return JournalWords::tr("to take out of service");
    case AlarmRefusal::Asked::comeBack: return JournalWords::tr("to bring back");
    case AlarmRefusal::Asked::disposition: break;
  }
  return JournalWords::tr("to record what was done");
}

QString sentence(const QStringList& parts) {
  QStringList kept = parts;
  kept.removeAll(QString{});
  return kept.join(QStringLiteral(" · "));
}

QString words(const std::string& text) { return QString::fromStdString(text); }

QString by(OperatorId person) {
  return person.value == 0 ? QString{} : JournalWords::tr("by person %1").arg(person.value);
}

struct InWords {
  const Site& site;

  QString operator()(const AlarmEvent& alarm) const {
    QString value = quantityWord(alarm.value);
    const QString limit = quantityWord(alarm.limit);
    if (!value.isEmpty() && !limit.isEmpty()) {
      value = JournalWords::tr("%1 (limit %2)").arg(value, limit);
    }
    return sentence({JournalWords::tr("alarm %1").arg(alarm.id.value),
                     priorityWord(alarm.priority), conditionWord(alarm.kind),
                     changeWord(alarm.change), alarmStateWord(alarm.state), value, by(alarm.by),
                     words(alarm.comment)});
  }
  QString operator()(const CommandEvent& command) const {
    QStringList parts{JournalWords::tr("command %1").arg(command.id.value),
                      commandWord(command.kind), stageWord(command.stage),
                      by(command.origin.person), phraseText(reasonText(command.origin))};
    if (command.nodeStatus != 0) parts << nodeStatusWord(command.nodeStatus);
    for (const Phrase& each : command.unmet) parts << phraseText(each);
    return sentence(parts);
  }
  QString operator()(const NodeEvent& event) const {
    QStringList parts{phraseText(nodeEventText(event, site))};
    for (const Phrase& each : nodeEventDetails(event)) parts << phraseText(each);
    if (event.timeUncertain) parts << JournalWords::tr("time uncertain");
    return sentence(parts);
  }
  QString operator()(const EventsLost& lost) const {
    return JournalWords::tr("%1 events of the node are lost").arg(lost.count);
  }
  QString operator()(const HealthReport& report) const {
    return sentence({partWord(report.part),
                     report.ok ? JournalWords::tr("works") : JournalWords::tr("FAILED"),
                     words(report.detail)});
  }
  QString operator()(const PeopleEvent& event) const {
    return sentence({phraseText(whoText(event)), phraseText(peopleText(event)),
                     phraseText(event.detail)});
  }
  QString operator()(const RuleRecord& record) const {
    return sentence({phraseText(ruleText(record)), by(record.origin.person),
                     words(record.origin.reason), phraseText(record.why)});
  }
  QString operator()(const AlarmRefusal& refusal) const {
    return sentence({conditionWord(refusal.kind),
                     JournalWords::tr("refused %1").arg(askedWord(refusal.asked)),
                     by(refusal.origin.person), phraseText(refusal.why)});
  }
  QString operator()(const AlarmDisposition& record) const {
    const auto said = [](const QString& what, const std::string& text) {
      return text.empty() ? QString{} : what.arg(words(text));
    };
    return sentence({JournalWords::tr("alarm %1").arg(record.alarm.value),
                     conditionWord(record.kind),
                     record.closed ? JournalWords::tr("accounted for")
                                   : JournalWords::tr("to be accounted for"),
                     by(record.by), said(JournalWords::tr("told: %1"), record.told),
                     said(JournalWords::tr("cause: %1"), record.cause),
                     said(JournalWords::tr("done: %1"), record.action)});
  }
  QString operator()(const AlarmFlood& flood) const {
    return flood.on ? JournalWords::tr("flood of alarms begins: %1").arg(flood.annunciated)
                    : JournalWords::tr("flood of alarms has ended: %1").arg(flood.annunciated);
  }
  // States are no rows of a journal; should one be there, it is shown as it is.
  template <typename State>
  QString operator()(const State& state) const {
    return words(journalText(Update{state}, site, Duration{0})).mid(13);
  }
};

struct Tag {
  const Site& site;
  std::string operator()(const AlarmEvent& each) const { return sourceTag(each.source, site); }
  std::string operator()(const AlarmRefusal& each) const { return sourceTag(each.source, site); }
  std::string operator()(const AlarmDisposition& each) const {
    return sourceTag(each.source, site);
  }
  std::string operator()(const CommandEvent& each) const {
    return forRelay(each.kind) ? tagOf(site.relays, each.relay.value)
                               : tagOf(site.nodes, each.node.value);
  }
  std::string operator()(const NodeEvent& each) const {
    return tagOf(site.nodes, each.node.value);
  }
  std::string operator()(const EventsLost& each) const {
    return tagOf(site.nodes, each.node.value);
  }
  std::string operator()(const RuleRecord& each) const { return each.tag; }
  template <typename Other>
  std::string operator()(const Other&) const { return {}; }
};

struct Kind {
  JournalKind operator()(const AlarmEvent&) const { return JournalKind::alarm; }
  JournalKind operator()(const AlarmRefusal&) const { return JournalKind::alarm; }
  JournalKind operator()(const AlarmDisposition&) const { return JournalKind::alarm; }
  JournalKind operator()(const AlarmFlood&) const { return JournalKind::alarm; }
  JournalKind operator()(const CommandEvent&) const { return JournalKind::command; }
  JournalKind operator()(const NodeEvent&) const { return JournalKind::node; }
  JournalKind operator()(const EventsLost&) const { return JournalKind::node; }
  JournalKind operator()(const RuleRecord&) const { return JournalKind::rule; }
  JournalKind operator()(const PeopleEvent&) const { return JournalKind::people; }
  template <typename Other>
  JournalKind operator()(const Other&) const { return JournalKind::system; }
};

}  // namespace

QString journalKindWord(JournalKind kind) {
  switch (kind) {
    case JournalKind::alarm: return JournalWords::tr("Alarm");
    case JournalKind::command: return JournalWords::tr("Command");
    case JournalKind::node: return JournalWords::tr("Node");
    case JournalKind::rule: return JournalWords::tr("Rule");
    case JournalKind::people: return JournalWords::tr("People");
    case JournalKind::system: break;
  }
  return JournalWords::tr("Supervisor");
}

JournalKind journalKindOf(const Update& entry) { return std::visit(Kind{}, entry); }

QString journalTag(const Update& entry, const Site& site) {
  return QString::fromStdString(std::visit(Tag{site}, entry));
}

QString journalWords(const Update& entry, const Site& site) {
  return std::visit(InWords{site}, entry);
}

std::optional<JournalStory> storyOf(const Update& entry) {
  if (const auto* alarm = std::get_if<AlarmEvent>(&entry)) return JournalStory{alarm->id, {}};
  if (const auto* command = std::get_if<CommandEvent>(&entry)) {
    return JournalStory{{}, command->id};
  }
  const auto* record = std::get_if<AlarmDisposition>(&entry);
  const auto* refusal = std::get_if<AlarmRefusal>(&entry);
  if (record != nullptr) return JournalStory{record->alarm, {}};
  if (refusal != nullptr && refusal->alarm.value != 0) return JournalStory{refusal->alarm, {}};
  return std::nullopt;
}

}  // namespace firedamp
