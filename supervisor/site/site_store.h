// A site's files on the disk: which they are, and how a staged set takes the place of the running
// one. Blocking; errors are sentences.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "domain/phrase.h"

namespace firedamp {

// "points.toml", "rules/cn-2016.toml" ..., sorted; only the files that readSite() may read.
std::vector<std::string> siteFilesIn(const std::filesystem::path& directory);

// Of what would be read of it (domain/configuration.h).
std::string siteVersion(const std::filesystem::path& directory);
// The site's files of `from` alone in `to`, which is made anew.
std::optional<Phrase> copySite(const std::filesystem::path& from, const std::filesystem::path& to);

// All of `staged` beside the files of `site`, safely on the disk; then a list of what is to do,
// which is the decision; then one rename per file. Killed before the list is there, the site is as
// it was; killed after it, finishReplacing() of the next start does the rest. Files a site does
// not read (notes, .git) stay; those that `staged` lacks go.
std::optional<Phrase> replaceSite(const std::filesystem::path& site,
                                  const std::filesystem::path& staged);
// At each start, before the site is read.
std::optional<Phrase> finishReplacing(const std::filesystem::path& site);

}  // namespace firedamp
