//! The layout of drawings of shared text: bars for texts, ribbons for the passages that two of them share, tracks of
//! where passages lie in one text. In whole units of the drawing; nothing here knows of SVG.
//!
//! A bar's length is its text's, a ribbon's width the passage's. All bars of a drawing have one scale.

use serde::Serialize;

use crate::compare::evidence::{At, Text};

/// A text as it is drawn: its body, from its first code point to its last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Strip {
    /// The runs of the body.
    body: Vec<At>,
    /// Where paragraphs begin, counted within the body.
    paragraphs: Vec<usize>,
    /// Code points of the body.
    length: usize,
}

impl Strip {
    /// The strip of a text.
    pub fn of(text: &Text) -> Strip {
        let mut strip = Strip {
            body: text.body.clone(),
            paragraphs: Vec::new(),
            length: text.body.iter().map(|run| run.end.saturating_sub(run.start)).sum(),
        };
        let inside = |point: &usize| text.body.iter().any(|run| run.start <= *point && *point < run.end);
        // Blank lines begin and end at once: what begins there is the line after.
        let starts = text.starts.iter().zip(text.starts.iter().skip(1).chain([&text.chars]));
        strip.paragraphs = starts
            .filter(|(start, next)| inside(start) && **next > **start + 1)
            .map(|(start, _)| strip.offset(*start))
            .collect();
        strip
    }

    /// Code points of the body.
    pub fn length(&self) -> usize {
        self.length
    }

    /// How many code points of the body come before a place of the text.
    fn offset(&self, point: usize) -> usize {
        self.body.iter().map(|run| point.min(run.end).saturating_sub(run.start)).sum()
    }

    /// Left and right edge of a place, where the longest text is `longest` long and `width` wide.
    fn span(&self, at: At, longest: usize, width: i32) -> (i32, i32) {
        let x = |point| scaled(self.offset(point), longest, width);
        let (from, to) = (x(at.start), x(at.end));
        (from, to.max(from + THINNEST))
    }

    /// The paragraphs as boxes: left edge and width, a unit apart.
    fn boxes(&self, longest: usize, width: i32) -> Vec<(i32, i32)> {
        let mut edges: Vec<i32> = self.paragraphs.iter().map(|p| scaled(*p, longest, width)).collect();
        if edges.first() != Some(&0) {
            edges.insert(0, 0);
        }
        edges.push(scaled(self.length, longest, width));
        // Of very many paragraphs no more than can be told apart.
        edges.dedup_by(|next, kept| *next - *kept < 3);
        edges.windows(2).map(|edge| (edge[0], edge[1] - edge[0])).collect()
    }
}

/// From one row of numbers to the next.
const NUMBER_LINE: i32 = 14;
/// Narrower than this, nothing can be seen.
const THINNEST: i32 = 2;

fn scaled(part: usize, whole: usize, width: i32) -> i32 {
    (part as u64 * width as u64 / whole.max(1) as u64).min(width as u64) as i32
}

/// How large a drawing is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Canvas {
    /// Units from left to right.
    pub width: i32,
    /// Height of a bar.
    pub bar: i32,
    /// Between two bars.
    pub gap: i32,
    /// Room above the bars for two rows of the numbers of passages; none are placed where there is none.
    pub numbers: i32,
    /// Between the middles of two numbers of a row, at least.
    pub apart: i32,
}

impl Canvas {
    /// A pair on a wide page.
    pub const WIDE: Canvas = Canvas { width: 1080, bar: 12, gap: 200, numbers: 36, apart: 18 };
    /// A pair on a phone.
    pub const NARROW: Canvas = Canvas { width: 340, bar: 10, gap: 150, numbers: 36, apart: 16 };
    /// Several texts, on a wide page.
    pub const MAP: Canvas = Canvas { width: 640, bar: 8, gap: 56, numbers: 0, apart: 0 };
    /// Several texts, on a phone.
    pub const MAP_NARROW: Canvas = Canvas { width: 240, bar: 8, gap: 48, numbers: 0, apart: 0 };
}

/// A passage between two neighbouring bars.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Joint {
    /// The bar above; the other is the next one.
    pub above: usize,
    /// In the text above.
    pub top: At,
    /// In the text below.
    pub bottom: At,
    /// Whether it is told apart from the rest: its number is placed first.
    pub telling: bool,
}

/// A drawing of bars and ribbons.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Layout {
    /// Units from left to right.
    pub width: i32,
    /// Units from top to bottom.
    pub height: i32,
    /// The texts, from top to bottom.
    pub bars: Vec<Bar>,
    /// The passages in the order given, which is that of reading and of the Tab key.
    pub ribbons: Vec<Ribbon>,
    /// The numbers that there is room for.
    pub numbers: Vec<Number>,
}

/// A text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Bar {
    /// Its upper edge.
    pub y: i32,
    /// Its height.
    pub height: i32,
    /// Its paragraphs: left edge and width.
    pub boxes: Vec<(i32, i32)>,
}

/// A passage.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Ribbon {
    /// Which of the passages given.
    pub joint: usize,
    /// Left and right edge at the bar above.
    pub top: (i32, i32),
    /// Left and right edge at the bar below.
    pub bottom: (i32, i32),
    /// Where it begins below the bar above.
    pub from: i32,
    /// Where it ends above the bar below.
    pub to: i32,
}

/// The number of a passage.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Number {
    /// Which of the passages given.
    pub joint: usize,
    /// Its middle.
    pub x: i32,
    /// Its base line.
    pub y: i32,
}

/// Lays out some texts below each other, with the passages that neighbours share.
pub fn layout(canvas: &Canvas, strips: &[&Strip], joints: &[Joint]) -> Layout {
    let longest = strips.iter().map(|strip| strip.length).max().unwrap_or(0);
    let y = |bar: usize| canvas.numbers + bar as i32 * (canvas.bar + canvas.gap);
    let bars: Vec<Bar> = strips
        .iter()
        .enumerate()
        .map(|(i, strip)| Bar { y: y(i), height: canvas.bar, boxes: strip.boxes(longest, canvas.width) })
        .collect();
    let ribbon = |joint: usize| {
        let Joint { above, top, bottom, .. } = joints[joint];
        let (upper, lower) = (strips.get(above)?, strips.get(above + 1)?);
        Some(Ribbon {
            joint,
            top: upper.span(top, longest, canvas.width),
            bottom: lower.span(bottom, longest, canvas.width),
            from: y(above) + canvas.bar + 1,
            to: y(above + 1) - 1,
        })
    };
    let ribbons: Vec<Ribbon> = (0..joints.len()).filter_map(ribbon).collect();
    let mut numbers: Vec<Number> = Vec::new();
    if canvas.numbers > 0 {
        let half = canvas.apart / 2;
        let mut taken = std::collections::BTreeSet::new();
        let telling = ribbons.iter().filter(|r| joints[r.joint].telling);
        for ribbon in telling.chain(ribbons.iter().filter(|r| !joints[r.joint].telling)) {
            let middle = (ribbon.top.0 + ribbon.top.1) / 2;
            // Over its ribbon where there is room, in the lower row or in the upper; else a little aside.
            let asides = [0, -half, half].map(|aside| (middle + aside).clamp(half, (canvas.width - half).max(half)));
            let spots = asides.into_iter().flat_map(|x| [8, 8 + NUMBER_LINE].map(|up| (canvas.numbers - up, x)));
            let free =
                |(y, x): &(i32, i32)| taken.range((*y, x - canvas.apart + 1)..(*y, x + canvas.apart)).next().is_none();
            if let Some((y, x)) = { spots }.find(free) {
                taken.insert((y, x));
                numbers.push(Number { joint: ribbon.joint, x, y });
            }
        }
        numbers.sort_by_key(|number| (number.x, number.joint));
    }
    let height = canvas.numbers + strips.len() as i32 * (canvas.bar + canvas.gap) - canvas.gap;
    Layout { width: canvas.width, height: height.max(0), bars, ribbons, numbers }
}

/// Where places lie in one text: left edge and width, in thousandths of its length.
pub fn track(strip: &Strip, places: impl Iterator<Item = At>) -> Vec<(i32, i32)> {
    places.map(|at| strip.span(at, strip.length, 1000)).map(|(from, to)| (from, to - from)).collect()
}

/// The paragraphs of one text: left edge and width, in thousandths of its length.
pub fn paragraphs(strip: &Strip) -> Vec<(i32, i32)> {
    strip.boxes(strip.length, 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn strip(body: &[(usize, usize)], starts: &[usize], chars: usize) -> Strip {
        let body = body.iter().map(|(start, end)| At { start: *start, end: *end }).collect();
        Strip::of(&Text { body, starts: starts.to_vec(), lines: starts.len(), chars, ..Text::default() })
    }

    fn at(start: usize, end: usize) -> At {
        At { start, end }
    }

    #[test]
    fn only_the_body_is_drawn() {
        let strip = strip(&[(10, 20), (50, 60)], &[0, 10, 15, 20, 50], 60);
        assert_eq!(strip.length(), 20);
        assert_eq!(paragraphs(&strip), [(0, 250), (250, 250), (500, 500)]);
        // What stands between two runs has no width, but is never lost.
        assert_eq!(track(&strip, [at(0, 15), at(15, 55), at(20, 50)].into_iter()), [(0, 250), (250, 500), (500, 2)]);
    }

    #[test]
    fn one_scale_for_all() {
        let (long, short) = (strip(&[(0, 1000)], &[0], 1000), strip(&[(0, 250)], &[0], 250));
        let joint = Joint { above: 0, top: at(0, 500), bottom: at(125, 250), telling: false };
        let drawn = layout(&Canvas::WIDE, &[&long, &short], &[joint]);
        assert_eq!(drawn.bars[0].boxes, [(0, 1080)]);
        assert_eq!(drawn.bars[1].boxes, [(0, 270)]);
        assert_eq!((drawn.ribbons[0].top, drawn.ribbons[0].bottom), ((0, 540), (135, 270)));
        assert_eq!(drawn.numbers, [Number { joint: 0, x: 270, y: 28 }]);
    }

    #[test]
    fn the_telling_number_has_the_place() {
        let text = strip(&[(0, 1000)], &[0], 1000);
        let joint =
            |start, telling| Joint { above: 0, top: at(start, start + 5), bottom: at(start, start + 5), telling };
        let joints = [joint(500, false), joint(505, true), joint(900, false)];
        let drawn = layout(&Canvas::NARROW, &[&text, &text], &joints);
        // The other one stands above it.
        let placed: Vec<_> = drawn.numbers.iter().map(|n| (n.joint, n.y)).collect();
        assert_eq!(placed, [(0, 14), (1, 28), (2, 28)]);
        // Ribbons stay in order, so that the Tab key follows the numbers.
        assert_eq!(drawn.ribbons.iter().map(|r| r.joint).collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn nothing_to_draw() {
        let empty = strip(&[], &[], 0);
        assert_eq!(paragraphs(&empty), []);
        let drawn = layout(&Canvas::MAP, &[&empty, &empty], &[]);
        assert!(drawn.ribbons.is_empty() && drawn.bars.iter().all(|bar| bar.boxes.is_empty()));
        assert_eq!(layout(&Canvas::MAP, &[], &[]).height, 0);
    }

    proptest! {
        #[test]
        fn everything_is_inside(
            lengths in prop::collection::vec(0usize..5000, 2..6),
            joints in prop::collection::vec((0usize..5, 0usize..6000, 0usize..900, 0usize..6000, any::<bool>()), 0..40),
        ) {
            let strips: Vec<Strip> = lengths.iter().map(|n| strip(&[(7, n + 7)], &[0, 7, 90], n + 7)).collect();
            let strips: Vec<&Strip> = strips.iter().collect();
            let joints: Vec<Joint> = joints
                .into_iter()
                .map(|(above, a, n, b, telling)| Joint { above, top: at(a, a + n), bottom: at(b, b + n), telling })
                .collect();
            for canvas in [Canvas::WIDE, Canvas::NARROW, Canvas::MAP] {
                let drawn = layout(&canvas, &strips, &joints);
                for ribbon in &drawn.ribbons {
                    for (from, to) in [ribbon.top, ribbon.bottom] {
                        prop_assert!(0 <= from && from < to && to <= canvas.width + THINNEST);
                    }
                    prop_assert!(ribbon.from < ribbon.to && ribbon.to < drawn.height);
                }
                for row in [canvas.numbers - 8, canvas.numbers - 8 - NUMBER_LINE] {
                    let row: Vec<i32> = drawn.numbers.iter().filter(|n| n.y == row).map(|n| n.x).collect();
                    prop_assert!(row.windows(2).all(|x| x[1] - x[0] >= canvas.apart));
                }
            }
        }
    }
}
