// The architect as a test: the rules of the tree, checked on text. Each rule returns the places
// that break it as "file:line: what; what to do instead".
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace firedamp::tidy {

struct SourceFile {
  std::string path;                // from the top of the tree, '/' separated
  std::vector<std::string> lines;
};

using Complaints = std::vector<std::string>;
using Arrows = std::map<std::string, std::set<std::string>>;

// Which folder may include which. Absent = forbidden.
const Arrows& allowedArrows();
// The arrows form no circle.
Complaints circles(const Arrows& arrows);

Complaints arrowsOf(const SourceFile& file, const Arrows& arrows);
Complaints foreignLibraries(const SourceFile& file);
Complaints clocks(const SourceFile& file);
Complaints sizes(const SourceFile& file);
Complaints words(const SourceFile& file);
Complaints workplaceTraces(const SourceFile& file);

// Every rule on one file.
Complaints check(const SourceFile& file);

}  // namespace firedamp::tidy
