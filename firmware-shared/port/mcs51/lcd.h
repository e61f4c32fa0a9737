/* HD44780 16x2 on P1, 4-bit wiring, R/W to ground (flow_board.h). */
#ifndef FW_LCD_H
#define FW_LCD_H

/* Once a step of 5 ms, which is longer than any instruction of the display takes: one cell or one
 * instruction. The text is written anew once a second, when the node has just computed it. */
void lcd_step(void);

#endif
