// A row of the journal in words, in the reader's language. Screen thread.
#pragma once

#include <QString>

#include <optional>

#include "domain/site.h"
#include "domain/supervisor_port.h"

namespace firedamp {

// What a row is about, coarsely: what people filter by.
enum class JournalKind : std::uint8_t { alarm, command, node, rule, people, system };
inline constexpr int journalKindCount = static_cast<int>(JournalKind::system) + 1;

QString journalKindWord(JournalKind kind);
JournalKind journalKindOf(const Update& entry);
// Tag of the point, relay, node ... that it belongs to; empty: of no single thing.
QString journalTag(const Update& entry, const Site& site);
QString journalWords(const Update& entry, const Site& site);

// What several rows tell one story of: an occurrence of an alarm, a command.
struct JournalStory {
  AlarmId alarm;
  CommandId command;
  bool operator==(const JournalStory&) const = default;
};
std::optional<JournalStory> storyOf(const Update& entry);

}  // namespace firedamp
