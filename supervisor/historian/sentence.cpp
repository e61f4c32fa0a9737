#include "historian/sentence.h"

#include <mutex>
#include <set>

namespace firedamp {
namespace {

constexpr std::size_t templatesMax = 4096;  // our own code has far fewer
constexpr char separator = '\x1f';

}  // namespace

const char* interned(const std::string& text) {
  static std::mutex mutex;
  static std::set<std::string>& known = *new std::set<std::string>;
  const std::lock_guard guard{mutex};
  const auto found = known.find(text);
  if (found != known.end()) return found->c_str();
  return known.size() < templatesMax ? known.insert(text).first->c_str() : "%1";
}

std::string joinedArguments(const Phrase& phrase) {
  std::string joined;
  for (const std::string& argument : phrase.arguments) joined += argument + separator;
  return joined;
}

Phrase phraseOf(const std::string& pattern, const std::string& joinedArguments) {
  Phrase phrase{interned(pattern), {}};
  std::size_t start = 0;
  for (auto end = joinedArguments.find(separator); end != std::string::npos;
       end = joinedArguments.find(separator, start)) {
    phrase.arguments.push_back(joinedArguments.substr(start, end - start));
    start = end + 1;
  }
  return phrase;
}

}  // namespace firedamp
