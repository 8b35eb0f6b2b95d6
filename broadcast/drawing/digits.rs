//! Digits of five by seven squares, to be drawn and to be read again.

/// From one to the next, in squares.
pub const STEP: usize = 6;
const ROWS: usize = 7;
const COLUMNS: usize = 5;
/// Five bits a row, the first row first.
const DIGITS: [(char, [u8; ROWS]); 12] = [
    ('0', [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110]),
    ('1', [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110]),
    ('2', [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111]),
    ('3', [0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110]),
    ('4', [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010]),
    ('5', [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110]),
    ('6', [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110]),
    ('7', [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000]),
    ('8', [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110]),
    ('9', [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100]),
    (':', [0b00000, 0b00100, 0b00100, 0b00000, 0b00100, 0b00100, 0b00000]),
    ('.', [0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b01100, 0b01100]),
];

/// Row and column of each square of a digit.
pub fn squares(letter: char) -> impl Iterator<Item = (usize, usize)> {
    let rows = DIGITS.iter().find(|(drawn, _)| *drawn == letter).map_or([0; ROWS], |(_, rows)| *rows);
    (0..ROWS * COLUMNS).map(|place| (place / COLUMNS, place % COLUMNS)).filter(move |(row, column)| {
        rows.get(*row).is_some_and(|bits| bits >> (COLUMNS - 1 - column) & 1 == 1)
    })
}

/// Which digit it is, asking for each square whether it is drawn.
pub fn read(is_drawn: impl Fn(usize, usize) -> bool) -> Option<char> {
    let mut rows = [0; ROWS];
    for (row, bits) in rows.iter_mut().enumerate() {
        for column in 0..COLUMNS {
            *bits = *bits << 1 | u8::from(is_drawn(row, column));
        }
    }
    DIGITS.iter().find(|(_, drawn)| *drawn == rows).map(|(letter, _)| *letter)
}
