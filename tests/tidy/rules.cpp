#include "tidy/rules.h"

#include <algorithm>
#include <functional>
#include <regex>
#include <string_view>

namespace firedamp::tidy {
namespace {

bool startsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool endsWithAny(std::string_view path, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [path](std::string_view ending) {
    return path.size() >= ending.size() && path.substr(path.size() - ending.size()) == ending;
  });
}

bool isHeader(const std::string& path) { return endsWithAny(path, {".h", ".def"}); }
bool isCode(const std::string& path) { return isHeader(path) || endsWithAny(path, {".c", ".cpp"}); }
bool isTest(const std::string& path) { return startsWith(path, "tests/"); }

std::string at(const SourceFile& file, std::size_t index, const std::string& what) {
  return file.path + ":" + std::to_string(index + 1) + ": " + what;
}

// "supervisor/core/desk.cpp" -> "core"; "protocol/src/crc16.c" -> "msn". Programs that compose
// (files directly in supervisor/ and simulators/) and tests have no folder and may include all.
std::string folderOf(const std::string& path) {
  if (startsWith(path, "protocol/tools/")) return "tools";
  if (startsWith(path, "protocol/")) return "msn";
  if (startsWith(path, "firmware-shared/")) return "fw";
  for (std::string_view layer : {"supervisor/", "simulators/"}) {
    if (!startsWith(path, layer)) continue;
    const std::string rest = path.substr(layer.size());
    const auto slash = rest.find('/');
    return slash == std::string::npos ? "" : rest.substr(0, slash);
  }
  return "";
}

const std::regex& includePattern() {
  static const std::regex pattern{R"(^\s*#\s*include\s*["<]([^">]+)[">])"};
  return pattern;
}

// The part of a line that is code: without a // comment (good enough for our own style).
std::string codeOf(const std::string& line) { return line.substr(0, line.find("//")); }

void forEachMatch(const SourceFile& file, const std::regex& pattern,
                  const std::function<void(std::size_t, const std::string&)>& found) {
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    std::smatch match;
    const std::string code = codeOf(file.lines[i]);
    if (std::regex_search(code, match, pattern)) found(i, match[1]);
  }
}

// Where each foreign library may be included, and the include that betrays it.
struct Library {
  const char* name;
  std::regex include;
  std::set<std::string> folders;
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> all{
      {"Boost.Asio", std::regex{"^boost/asio"}, {"io", "serve"}},
      {"OpenSSL", std::regex{"^openssl"}, {"crypto"}},
      {"nlohmann-json", std::regex{"^nlohmann/"}, {"control", "ctl"}},
      {"libcsv", std::regex{R"(^csv\.h$)"}, {"csv"}},
      {"SQLite", std::regex{"^sqlite3"}, {"historian"}},
      {"toml++", std::regex{R"(^toml\+\+)"}, {"site", "simsite"}},
      {"Qt", std::regex{"^Q[A-Z]"}, {"viewmodel", "ui"}}};
  return all;
}

Complaints overlong(const SourceFile& file) {
  Complaints complaints;
  const bool header = isHeader(file.path) && !endsWithAny(file.path, {".def"});
  const std::size_t limit = isTest(file.path) ? 600 : header ? 200 : 400;
  if (file.lines.size() > limit) {
    complaints.push_back(at(file, limit, "file longer than " + std::to_string(limit) +
                                             " lines; split it by what it does"));
  }
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const auto columns = std::count_if(file.lines[i].begin(), file.lines[i].end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0) != 0x80;  // UTF-8 continuation bytes
    });
    if (columns > 100) complaints.push_back(at(file, i, "line over 100 columns; break it"));
  }
  return complaints;
}

// A function body: from a line at column 0 that ends in '{' (or is '{') to the '}' at column 0.
Complaints longFunctions(const SourceFile& file) {
  static const std::regex opens{R"(^([A-Za-z].*\)[^;]*)?\{$)"};
  static const std::regex scope{R"(^(namespace|class|struct|union|enum|extern|QT_BEGIN)\b.*)"};
  Complaints complaints;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string& line = file.lines[i];
    if (!std::regex_match(line, opens) || std::regex_match(line, scope)) continue;
    std::size_t end = i + 1;
    while (end < file.lines.size() && !startsWith(file.lines[end], "}")) ++end;
    if (end - i > 61) complaints.push_back(at(file, i, "function over 60 lines; split it"));
    i = end;
  }
  return complaints;
}

void append(Complaints& to, Complaints from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

const Arrows& allowedArrows() {
  static const Arrows arrows{
      {"msn", {}},
      {"fw", {"msn"}},
      {"domain", {}},
      {"link", {"domain"}},
      {"crypto", {"domain"}},
      {"tools", {"domain", "crypto", "fw", "msn"}},
      {"session", {"domain", "link", "crypto", "msn"}},
      {"quality", {"domain"}},
      {"alarm", {"domain", "fw", "msn"}},
      {"series", {"domain"}},
      {"csv", {}},
      {"historian", {"domain", "link", "series", "crypto"}},
      {"rules", {"domain", "alarm", "msn"}},
      {"core", {"domain", "link", "session", "crypto", "quality", "alarm", "rules", "msn"}},
      {"replay",
       {"domain", "link", "crypto", "series", "quality", "alarm", "rules", "core", "historian",
        "site"}},
      {"import", {"domain", "csv", "crypto", "historian", "site"}},
      {"site", {"csv", "domain"}},
      {"io", {"domain", "link"}},
      {"people", {"domain", "crypto"}},
      {"runtime", {"domain", "link", "session", "crypto", "core", "historian", "io", "people"}},
      {"control",
       {"domain", "alarm", "crypto", "historian", "io", "people", "runtime", "session",
        "site"}},
      {"ctl", {"domain"}},
      {"viewmodel", {"domain"}},
      {"ui", {"viewmodel", "domain"}},
      {"plant", {}},
      {"trace", {"domain"}},
      {"mcs51", {}},
      {"parts", {}},
      {"simnode", {"fw", "msn", "mcs51", "parts", "plant"}},
      {"serve", {"simnode", "msn"}},
      {"simsite", {"site", "domain"}}};
  return arrows;
}

Complaints circles(const Arrows& arrows) {
  Complaints complaints;
  std::set<std::string> done, open;
  const std::function<void(const std::string&)> visit = [&](const std::string& folder) {
    if (done.count(folder) != 0) return;
    if (!open.insert(folder).second) {
      complaints.push_back("arrows run in a circle through " + folder);
      return;
    }
    const auto found = arrows.find(folder);
    if (found != arrows.end()) std::for_each(found->second.begin(), found->second.end(), visit);
    open.erase(folder);
    done.insert(folder);
  };
  for (const auto& arrow : arrows) visit(arrow.first);
  return complaints;
}

Complaints arrowsOf(const SourceFile& file, const Arrows& arrows) {
  Complaints complaints;
  const std::string from = folderOf(file.path);
  if (from.empty() || isTest(file.path)) return complaints;
  if (arrows.find(from) == arrows.end()) {
    return {at(file, 0, "folder " + from + " has no place in the arrows; add it to tests/tidy")};
  }
  forEachMatch(file, includePattern(), [&](std::size_t line, const std::string& include) {
    const std::string to = include.substr(0, include.find('/'));
    const bool ours = to != include && arrows.count(to) != 0;
    if (ours && to != from && arrows.at(from).count(to) == 0) {
      complaints.push_back(at(file, line, from + " must not include " + to +
                                              "; move the code or turn the dependency round"));
    }
  });
  return complaints;
}

Complaints foreignLibraries(const SourceFile& file) {
  Complaints complaints;
  const std::string folder = folderOf(file.path);
  if (folder.empty() || isTest(file.path)) return complaints;
  forEachMatch(file, includePattern(), [&](std::size_t line, const std::string& include) {
    for (const Library& library : libraries()) {
      if (std::regex_search(include, library.include) && library.folders.count(folder) == 0) {
        complaints.push_back(at(file, line, std::string{library.name} + " has no place in " +
                                                folder + "; it stays behind its own folder"));
      }
    }
  });
  return complaints;
}

Complaints clocks(const SourceFile& file) {
  static const std::set<std::string> timed{"io", "runtime", "serve", "simnode", "viewmodel", "ui"};
  static const std::regex clock{
      R"(\b((?:steady|system|high_resolution)_clock::now|gettimeofday|clock_gettime|)"
      R"(std::time\(|QDateTime::current|std::rand\b|srand\b|random_device))"};
  Complaints complaints;
  const std::string folder = folderOf(file.path);
  if (folder.empty() || isTest(file.path) || timed.count(folder) != 0) return complaints;
  forEachMatch(file, clock, [&](std::size_t line, const std::string& what) {
    complaints.push_back(at(file, line, what + " below io and runtime; take an Instant or a seed"));
  });
  return complaints;
}

Complaints sizes(const SourceFile& file) {
  Complaints complaints = overlong(file);
  append(complaints, longFunctions(file));
  return complaints;
}

Complaints words(const SourceFile& file) {
  static const std::regex vague{
      R"(\b(?:class|struct)\s+(\w*(?:Manager|Helper|Util|Utils|Data|Info))\b)"};
  static const std::regex unfinished{R"(\b((?:TO)DO|FIX(?:ME)|XX(?:X)|HA(?:CK))\b)"};
  Complaints complaints;
  forEachMatch(file, vague, [&](std::size_t line, const std::string& name) {
    complaints.push_back(at(file, line, name + " says nothing; name what it is"));
  });
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    if (std::regex_search(file.lines[i], unfinished)) {
      complaints.push_back(at(file, i, "unfinished mark; finish it or write an issue"));
    }
  }
  return complaints;
}

Complaints workplaceTraces(const SourceFile& file) {
  static const std::regex trace{
      R"(((?:^|[\s"'=(])/(?:wo)rk/|/tmp/(?:fd|bash_jobs)|(?:fa)rm-(?:bench|studio)))"};
  Complaints complaints;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    if (std::regex_search(file.lines[i], trace)) {
      complaints.push_back(at(file, i, "path or tool of somebody's workplace; make it relative"));
    }
  }
  return complaints;
}

Complaints check(const SourceFile& file) {
  Complaints complaints = workplaceTraces(file);
  if (!isCode(file.path)) return complaints;
  append(complaints, arrowsOf(file, allowedArrows()));
  append(complaints, foreignLibraries(file));
  append(complaints, clocks(file));
  append(complaints, sizes(file));
  append(complaints, words(file));
  return complaints;
}

}  // namespace firedamp::tidy
