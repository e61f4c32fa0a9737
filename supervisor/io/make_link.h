// The link that a site asks for.
#pragma once

#include <memory>

#include "domain/site.h"
#include "io/dialing_link.h"
#include "io/loop.h"
#include "link/link.h"

namespace firedamp {

// `loop` must outlive the link. Nothing is opened yet. Without a timing of its own, each link
// jitters differently (seed = its id).
std::unique_ptr<Link> makeLink(const LinkSite& site, LinkId id, Loop& loop);
std::unique_ptr<Link> makeLink(const LinkSite& site, LinkId id, Loop& loop, LinkTiming timing);

}  // namespace firedamp
