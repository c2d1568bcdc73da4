//! Labels down one side, each near its line and none over another.

/// Where labels stand that would like to stand at `wanted`: at least `apart` from one another and,
/// as far as they all fit, between `top` and `bottom`. Their order is kept.
pub(crate) fn kept_apart(wanted: &[f64], (top, bottom): (f64, f64), apart: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    let wish = |place: usize| wanted.get(place).copied().unwrap_or(top);
    order.sort_by(|a, b| wish(*a).total_cmp(&wish(*b)));
    let mut downs = Vec::with_capacity(order.len());
    let mut free_from = top;
    for place in &order {
        let y = wish(*place).max(free_from);
        downs.push(y);
        free_from = y + apart;
    }
    let mut free_to = bottom;
    for y in downs.iter_mut().rev() {
        *y = y.min(free_to);
        free_to = *y - apart;
    }
    let mut placed = wanted.to_vec();
    for (place, y) in order.into_iter().zip(downs) {
        if let Some(slot) = placed.get_mut(place) {
            *slot = y;
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::kept_apart;

    #[test]
    fn labels_keep_their_order_and_their_distance() {
        assert_eq!(kept_apart(&[50.0, 20.0], (0.0, 100.0), 17.0), [50.0, 20.0]);
        assert_eq!(kept_apart(&[20.0, 20.0], (0.0, 100.0), 17.0), [20.0, 37.0]);
        assert_eq!(kept_apart(&[99.0, 98.0], (0.0, 100.0), 17.0), [100.0, 83.0]);
        assert_eq!(kept_apart(&[-5.0], (0.0, 100.0), 17.0), [0.0]);
        assert!(kept_apart(&[], (0.0, 100.0), 17.0).is_empty());
    }
}
