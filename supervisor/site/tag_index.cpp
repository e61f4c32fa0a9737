#include "site/tag_index.h"

#include <algorithm>

namespace firedamp {
namespace {

constexpr std::size_t tagBytesMax = 32;

bool wellFormed(const std::string& tag) {
  return !tag.empty() && tag.size() <= tagBytesMax &&
         std::none_of(tag.begin(), tag.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte <= ' ' || byte == 0x7F || c == '"' || c == '\'' || c == '\\';
         });
}

}  // namespace

std::string TagIndex::define(TableReader& reader) {
  const std::uint32_t index = count_++;
  const std::optional<TextAt> tag = reader.text("tag");
  if (!tag) {
    complete_ = false;
    return "";
  }
  if (!wellFormed(tag->text)) {
    reader.fault("tag", tag->at,
                 {PHRASE("\"%1\" is no tag: expected 1 to 32 bytes without spaces or quotes"),
                  {tag->text}});
  }
  const auto [place, isNew] = known_.insert({tag->text, {index, tag->at.line}});
  if (!isNew) {
    reader.fault("tag", tag->at, {PHRASE("second %1 with tag \"%2\"; the first is in line %3"),
                                  {kind_, tag->text, std::to_string(place->second.second)}});
  }
  return tag->text;
}

std::optional<std::uint32_t> TagIndex::find(TableReader& reader, const std::string& key) const {
  const std::optional<TextAt> tag = reader.text(key);
  return tag ? resolve(reader, key, *tag) : std::nullopt;
}

std::vector<std::uint32_t> TagIndex::findAll(TableReader& reader, const std::string& key) const {
  std::vector<std::uint32_t> found;
  for (const TextAt& tag : reader.texts(key)) {
    const std::optional<std::uint32_t> index = resolve(reader, key, tag);
    if (!index) continue;
    if (std::find(found.begin(), found.end(), *index) == found.end()) {
      found.push_back(*index);
    } else {
      reader.fault(key, tag.at, {PHRASE("\"%1\" stands twice in this list"), {tag.text}});
    }
  }
  return found;
}

std::optional<std::uint32_t> TagIndex::resolve(TableReader& reader, const std::string& key,
                                               const TextAt& tag) const {
  const auto place = known_.find(tag.text);
  if (place != known_.end()) return place->second.first;
  if (!complete_) return std::nullopt;
  std::vector<std::string> tags;
  for (const auto& known : known_) tags.push_back(known.first);
  const std::string meant = nearest(tag.text, tags);
  reader.fault(key, tag.at,
               meant.empty()
                   ? Phrase{PHRASE("no %1 has the tag \"%2\""), {kind_, tag.text}}
                   : Phrase{PHRASE("no %1 has the tag \"%2\"; did you mean \"%3\"?"),
                            {kind_, tag.text, meant}});
  return std::nullopt;
}

}  // namespace firedamp
