/* C constants generated from regs.def.
 * MSN_PAGE_<page> and MSN_LEN_<page>: base address and length in registers.
 * MSN_R_<name>: absolute register address. */
#ifndef MSN_REGS_H
#define MSN_REGS_H

enum msn_page {
#define MSN_PAGE(page, base, length) MSN_PAGE_##page = (base), MSN_LEN_##page = (length),
#include "msn/regs.def"
  MSN_PAGE_END
};

enum msn_reg {
#define MSN_REG(page, offset, name, type, unit, scale, access, node_class) \
  MSN_R_##name = (int)MSN_PAGE_##page + (offset),
#include "msn/regs.def"
  MSN_R_END
};

#endif
