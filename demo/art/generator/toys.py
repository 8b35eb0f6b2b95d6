"""Turned toys, tops, trains, tumblers, fans, metal vessels, lacquer and printed pots."""
import math
import random

import numpy as np

import drawing
import more
import studio
from bamboo import Weave, hoop, lashing, splint, woven_wall
from paper import crane, washi
from registry import piece, place
from studio import Mat, TAU, ball, box, grid, lathe, metal, place as put, rough_up, spline, thicken, tube, wood

LINEN, WOOD, SLATE, PAPER, STRAW = more.LINEN, more.WOOD, more.SLATE, more.PAPER, more.STRAW
CN, JP, IN, ID = 'China', 'Japan', 'India', 'Indonesia'
LAC = [('red', '#b3241c'), ('yellow', '#e0a52a'), ('green', '#3f7a45'), ('blue', '#27508f'), ('plum', '#6d2a4a'), ('orange', '#dd6f22'), ('cream', '#ead9b4'), ('black', '#1c1613')]
C = dict(LAC)
FOLK = ['red', 'yellow', 'green', 'blue', 'orange']


def lac(colour):
    m = Mat('lac', rough=.22, coat=.5, coat_rough=.12)
    c = C.get(colour, colour)
    m.set(color=m.mix(m.noise(3, 4), c, tuple(x * .8 for x in studio.lin(c)[:3])))
    m.bump(m.wave(22, 0, 0, 'Z'), .05, .01)
    return m


def banded(name, profile, colours, nu=96, steps=12):
    """A lathe cut into coloured bands: colours go by profile section."""
    parts = []
    n = len(profile) - 1
    for k in range(n):
        pts = [spline(profile, (k + i / steps) / n) for i in range(steps + 1)]
        parts.append(lathe(name, [tuple(p) for p in pts], lac(colours[k % len(colours)]), nu, steps, curve=False))
    return parts


def tops(palette):
    prof = [(0, 0), (.05, .06), (.34, .34), (.52, .52), (.56, .62), (.4, .7), (.16, .74), (.07, .8), (.065, 1.0), (.06, 1.18), (0, 1.2)]
    spots = [((-.75, .25, 0), (0, 0, 0), 1.05), ((.5, .5, .0), (0, 0, 0), .9), ((.1, -.65, .28), (62, 0, 30), .85), ((1.15, -.45, .25), (58, 0, 110), .75)]
    for k, (loc, rot, s) in enumerate(spots):
        cols = palette[k % len(palette):] + palette[:k % len(palette)]
        for p in banded('top', prof, cols):
            put(p, loc, rot, s)


def rings(palette):
    w = wood('peg', '#a17a4a', '#d9b984', 1.2, .5, 'Z')
    lathe('base', [(0, 0), (.9, 0), (.96, .04), (.96, .14), (.9, .19), (0, .2)], w, 96, 40)
    tube('peg', [(0, 0, .1), (0, 0, 1.0), (0, 0, 2.0)], .13, w, 24)
    z = .2
    for k in range(6):
        r, t = .82 - .085 * k, .16 - .004 * k
        m = lac(palette[k % len(palette)])
        put(grid('ring', lambda u, v, r=r, t=t: ((r - t + t * math.cos(v * TAU)) * math.cos(u * TAU), (r - t + t * math.cos(v * TAU)) * math.sin(u * TAU), t * math.sin(v * TAU)), 96, 24, m, True), (.01 * (k % 3), 0, z + t))
        lathe('fill', [(.1, z + t - .1), (r - t, z + t - .1), (r - t, z + t + .1), (.1, z + t + .1)], m, 48, 12, curve=False)
        z += 2 * t * .98
    for p in banded('knob', [(0, z), (.2, z), (.27, z + .1), (.26, z + .26), (.14, z + .38), (0, z + .4)], palette[::-1]):
        pass


def train(palette):
    w = wood('wheel', '#8a6238', '#c9a068', 1.4, .45, 'Y')
    x = -1.25
    for k in range(3):
        a, b = lac(palette[k % len(palette)]), lac(palette[(k + 2) % len(palette)])
        box('bed', (.78, .56, .16), (x, 0, .2), wood('bed', '#8a6238', '#c9a068'), .04)
        if k == 0:
            tank = lathe('boiler', [(0, 0), (.22, 0), (.24, .03), (.24, .46), (.2, .5), (0, .5)], a, 48, 40)
            put(tank, (x - .36, 0, .6), (0, 90, 0))
            box('cab', (.3, .5, .52), (x + .22, 0, .36), b, .04)
            box('roof', (.4, .58, .08), (x + .22, 0, .88), a, .03)
            lathe('stack', [(0, 0), (.07, 0), (.07, .2), (.11, .28), (.11, .32), (0, .32)], b, 32, 30).location = (x - .22, 0, .8)
        else:
            box('wagon', (.72, .52, .3), (x, 0, .36), a, .04)
            for q in range(5):
                put(ball('load', .12, lac(palette[(k + q) % len(palette)]), detail=3), (x - .24 + .12 * q, .1 * (-1) ** q, .7))
        for dx in (-.22, .22):
            for s in (-1, 1):
                put(lathe('wheel', [(0, -.04), (.15, -.04), (.17, 0), (.15, .04), (0, .05)], w, 40, 30), (x + dx, s * .31, .17), (90, 0, 0))
                put(ball('hub', .045, a, detail=2), (x + dx, s * .36, .17), scale=(1, .5, 1))
        if k < 2:
            tube('link', [(x + .4, 0, .28), (x + .52, 0, .25), (x + .6, 0, .28)], .025, w, 8)
        x += .98
    return


def egg_people(palette):
    """Turned peg figures: a round head on a banded body."""
    skin = Mat('skin', color='#dcb386', rough=.4, coat=.2)
    ink = Mat('ink', color='#191310', rough=.4)
    for k, (x, y, s) in enumerate([(-1.2, .15, .9), (-.42, -.1, 1.1), (.42, .2, 1.0), (1.15, -.12, .82)]):
        cols = palette[k % len(palette):] + palette[:k % len(palette)]
        for p in banded('body', [(0, 0), (.34, 0), (.38, .12), (.34, .4), (.27, .66), (.18, .86), (.14, .92)], cols):
            put(p, (x, y, 0), None, s)
        put(ball('head', .27, skin), (x, y, 1.12 * s), scale=s)
        put(lathe('hair', [(.27, .02), (.285, .08), (.25, .2), (.13, .28), (0, .3)], lac('black' if k % 2 else 'plum'), 48, 30), (x, y, 1.12 * s), (-14, 0, 0), s)
        for q in (-1, 1):
            put(ball('eye', .03, ink, detail=2), (x + q * .09 * s, y - .25 * s, 1.12 * s), scale=s)
            put(ball('cheek', .045, lac('red'), detail=2), (x + q * .14 * s, y - .218 * s, 1.03 * s), scale=(s, s * .4, s * .7))


def tumbler(colour, trim):
    """A weighted round doll with a painted face."""
    n = 1024
    im, d = drawing.canvas(n, n, C.get(colour, colour), 'RGB')
    f = n * .75
    face = lambda x, y, a, b, c: d.ellipse((f + n * (x - a), n * (1 - y) - n * b, f + n * (x + a), n * (1 - y) + n * b), fill=c)
    face(0, .66, .12, .15, '#f0dcc0')
    for s in (-1, 1):
        face(s * .05, .68, .026, .04, '#ffffff')
        face(s * .05, .675, .014, .024, '#17110e')
        d.line([(f + n * (s * .02), n * .265), (f + n * (s * .05), n * .245), (f + n * (s * .09), n * .26)], fill='#17110e', width=12)
        face(s * .085, .60, .018, .02, '#dd8a6a')
    d.arc((f - n * .03, n * .37, f + n * .03, n * .43), 20, 160, fill='#8a1f1a', width=7)
    for k in range(5):
        a = .3 + k * .6
        d.arc((f - n * (.06 + .03 * k), n * (.6 + .02 * k), f + n * (.06 + .03 * k), n * (.76 + .05 * k)), 200, 340, fill=C.get(trim, trim), width=9)
    for k in range(14):
        x = (k + .5) * n / 14
        if abs(x - f) > n * .15:
            drawing.flower(d, x, n * (.52 + .12 * (k % 2)), n * .035, 5, C.get(trim, trim), '#f3e6cd')
    m = Mat('paint', rough=.35, coat=.3, coat_rough=.2)
    m.set(color=m.picture(studio.image('tumbler', np.asarray(im, np.float32))))
    m.bump(m.noise(14, 3), .06, .02)
    prof = [(0, 0), (.3, .02), (.62, .2), (.8, .55), (.8, .9), (.68, 1.25), (.56, 1.5), (.4, 1.75), (.18, 1.9), (0, 1.93)]
    put(lathe('tumbler', prof, m, 140, 160), (-.1, .2, 0), (-4, 3, 8))
    put(lathe('tumbler', prof, m, 140, 160), (1.05, -.55, 0), (6, -7, -18), .55)


for key, fn, pal, en, zh, stage, view, kw in [
        ('tops-folk', tops, FOLK, 'Four lacquered tops', '彩漆陀螺四只', WOOD(), dict(az=-8, el=28, dist=5.8, target=(.2, -.05, .42)), None), ('tops-cool', tops, ['blue', 'cream', 'green', 'plum'], 'Four tops, cool colours', '冷色陀螺', LINEN('#c0b5a0'), dict(az=14, el=30, dist=5.8, target=(.2, -.05, .42)), None),
        ('rings-folk', rings, FOLK, 'Stacking rings', '彩漆套圈塔', PAPER('#b9b2a4'), dict(az=-10, el=16, dist=7.2, target=(0, 0, 1.15)), None), ('rings-soft', rings, ['cream', '#8fb0a0', '#d99a86', '#c9a24b', '#7d92b0'], 'Stacking rings, soft colours', '套圈塔·柔色', LINEN('#b5aa97'), dict(az=12, el=16, dist=7.2, target=(0, 0, 1.15)), None),
        ('train-folk', train, FOLK, 'Little train', '小火车', WOOD(), dict(az=-26, el=20, dist=6.4, target=(-.25, 0, .45)), None), ('train-cool', train, ['blue', 'cream', 'green', 'yellow'], 'Little train, blue', '蓝色小火车', STRAW(), dict(az=26, el=20, dist=6.4, target=(-.25, 0, .45)), None),
        ('pegs-folk', egg_people, FOLK, 'Four peg people', '木头小人四只', PAPER('#c7b49b'), dict(az=-8, el=14, dist=6.8, target=(0, 0, .72)), None), ('pegs-cool', egg_people, ['blue', 'cream', 'plum', 'green'], 'Four peg people, blue', '木头小人·蓝', WOOD(), dict(az=10, el=16, dist=6.8, target=(0, 0, .72)), None)]:
    piece(key, 'toys', en, zh, place(IN, 'Karnataka', 'Channapatna'), 60, 'stock', (), 'hale wood, lac', 'turned, coloured on the lathe', stage, {}, dict(view, lens=62), unit=.06, palette=pal)(fn)
for key, col, trim, stage in [('red', 'red', 'yellow', WOOD()), ('white', 'cream', 'red', LINEN('#a98f86')), ('blue', 'blue', 'yellow', STRAW()), ('black', 'black', 'orange', PAPER('#c7b49b'))]:
    piece('tumbler-' + key, 'toys', 'Wishing tumbler, ' + key, '不倒翁·' + key, place(JP, 'Gunma', 'Takasaki'), 68, 'stock', (), 'paper clay', 'pasted over a form, painted', stage, {}, dict(az=-6, el=14, dist=6.6, target=(.2, 0, .9), lens=62), unit=.07, colour=col, trim=trim)(tumbler)

for key, skin, belly, accent, bg in [('coral', '#d9705a', '#f2e2cc', '#2f6b7a', '#b9c2b5'), ('lilac', '#a58ec0', '#efe6dc', '#d9a33c', '#d6c3b4'), ('cream', '#e8d8b8', '#fbf4e4', '#b8452f', '#8fa79a'), ('moss', '#6f7f4a', '#e6dcb8', '#c9702f', '#c9b394')]:
    more.like('art-toy-' + key, 'art-toy-mint', 'Vinyl bear, ' + key, '搪胶熊·' + key, PAPER(bg), dict(az=-12 if key < 'l' else 14), skin=skin, belly=belly, accent=accent)
for key, ground, ink, bg in [('moss', '#4a5638', '#e6dcc0', '#c3b8a5'), ('rust', '#a3502f', '#f0e2c6', '#b5b0a4'), ('black', '#232021', '#d9cdb0', '#c9bdab'), ('sky', '#9fb3bf', '#22335e', '#cdc2b0')]:
    more.like('tote-bag-' + key, 'tote-bag', 'Canvas tote, ' + key, '帆布袋·' + key, dict(kind='paper', colour=bg, back=2.2), dict(az=8 if key < 'p' else -8), ground=ground, ink=ink)


def printed_pot(colour, lobes, twist, fat, tall=1.1, plant='#3f6b3d'):
    m = Mat('pla', rough=.5, sss=.06)
    m.set(color=m.mix(m.noise(1.5, 3), colour, tuple(c * .86 for c in studio.lin(colour)[:3])))
    m.bump(m.wave(9, 0, 0, 'Z'), .5, .02)
    k = tall / 1.1
    lathe('pot', [(0, .02), (.5, .02), (.56, .02), (.72 * fat, .4 * k), (.8 * fat, .8 * k), (.74, 1.05 * k), (.72, 1.1 * k), (.69, 1.09 * k), (.72, .9 * k)], m, 280, 130, lambda a, z: 1 + .06 * math.sin(lobes * a + twist * z))
    rough_up(lathe('soil', [(0, tall - .12), (.4, tall - .13), (.68, tall - .15)], Mat('soil', color='#2a1c12', rough=1), 80, 30), .05, 6, 2)
    g = Mat('leaf', rough=.4, sss=.15, sss_radius=(.1, .2, .05))
    g.set(color=g.ramp(g.noise(3, 3), (.3, plant), (.7, tuple(min(1, c * 2.2) for c in studio.lin(plant)[:3]))))
    rng = random.Random(lobes)
    for i in range(26):
        a, lean, L = i * 2.39996, .1 + .75 * rng.random(), .7 + .5 * rng.random()
        pts = [(math.cos(a) * (.1 + L * s * math.sin(lean + .7 * s)), math.sin(a) * (.1 + L * s * math.sin(lean + .7 * s)), tall - .15 + L * s * math.cos(lean + .5 * s)) for s in [j / 10 for j in range(11)]]
        tube('blade', pts, lambda q: .075 * math.sin(math.pi * (.1 + .88 * q)) ** .7 + .006, g, 8, flat=.3)


for key, col, lobes, tw, fat, tall, plant, bg in [('terracotta', '#b8603f', 9, 2.4, 1.0, 1.1, '#3f6b3d', '#c3b8a5'), ('sage', '#8fa08a', 22, 0, .9, 1.3, '#2f5a3a', '#cdc2b0'), ('ink', '#2b3440', 6, 3.6, 1.12, 1.0, '#5d7a3a', '#b5b0a4'), ('blush', '#d8a898', 14, -3, 1.0, 1.2, '#44704a', '#a9b3ab'), ('white', '#e6e2d8', 5, 1.4, 1.1, 1.15, '#2f5a3a', '#a3948a')]:
    piece('printed-pot-' + key, 'design', 'Printed planter, ' + key, '3D打印花器·' + key, place(CN, 'Zhejiang', 'Hangzhou'), 79, 'made_to_order', (), 'plant-based PLA', 'printed in one spiral wall', PAPER(bg), {}, dict(az=-10, el=16, dist=6.6, target=(0, 0, 1.0), lens=62), unit=.07,
          colour=col, lobes=lobes, twist=tw, fat=fat, tall=tall, plant=plant)(printed_pot)


# ---------------------------------------------------------------- metal vessels

METALS = {'brass': ('#b88a34', .22), 'copper': ('#b5623a', .26), 'bronze': ('#7d5a30', .3), 'silver': ('#d0cec8', .18), 'pewter': ('#a8a69f', .3)}
FORMS = {
    'lota': [(0, 0), (.4, 0), (.44, .04), (.7, .22), (.86, .52), (.8, .84), (.5, 1.04), (.42, 1.12), (.46, 1.24), (.62, 1.34), (.6, 1.36), (.42, 1.26), (.36, 1.1)],
    'urli': [(0, .1), (.5, .1), (.56, .0), (.64, 0), (.7, .12), (1.05, .32), (1.2, .6), (1.32, .66), (1.34, .7), (1.2, .68), (1.0, .42), (.5, .2), (0, .19)],
    'cup': [(0, 0), (.4, 0), (.44, .02), (.48, .3), (.54, .8), (.6, 1.1), (.61, 1.14), (.57, 1.13), (.5, .8), (.44, .3), (0, .12)],
    'candle': [(0, 0), (.62, 0), (.66, .05), (.56, .12), (.2, .2), (.1, .34), (.15, .44), (.09, .54), (.08, 1.0), (.14, 1.1), (.1, 1.18), (.2, 1.3), (.22, 1.46), (.19, 1.47), (.17, 1.34), (0, 1.33)],
    'kettle': [(0, 0), (.6, 0), (.7, .05), (.86, .3), (.82, .66), (.6, .92), (.4, .98), (.4, 1.02), (.36, 1.06), (.12, 1.12), (.07, 1.18), (.12, 1.26), (.06, 1.33), (0, 1.34)],
}


def vessel(form, alloy, hammer=.3, pair=False):
    colour, rough = METALS[alloy]
    m = metal(alloy, colour, rough, hammer, 8)
    if pair:
        put(lathe(form, FORMS[form], m, 140, 200), (-.62, .2, 0))
        put(lathe(form, FORMS[form], m, 140, 200), (.6, -.25, 0), None, .86)
        if form == 'candle':
            wax = Mat('wax', color='#e9dcc0', rough=.5, sss=.3)
            for x, y, z, s in ((-.62, .2, 1.36, 1), (.6, -.25, 1.17, .86)):
                tube('candle', [(x, y, z), (x, y, z + .4 * s), (x, y, z + .9 * s)], .14 * s, wax, 24)
    else:
        lathe(form, FORMS[form], m, 160, 220)
    if form == 'kettle':
        tube('spout', [spline([(.66, 0, .4), (.95, 0, .5), (1.08, 0, .78), (1.2, 0, .98)], i / 24) for i in range(25)], lambda t: .17 * (1 - t) + .07, m, 20)
        hold = [spline([(-.62, 0, .86), (-.6, 0, 1.35), (-.2, 0, 1.68), (.25, 0, 1.68), (.6, 0, 1.35), (.6, 0, .88)], i / 50) for i in range(51)]
        tube('handle', hold, .045, wood('handle', '#4a2a16', '#8f5c33', 1, .4), 12)
    if form == 'urli':
        water = Mat('water', color='#20261f', rough=.02, coat=.6)
        lathe('water', [(0, .5), (.5, .5), (1.06, .5)], water, 64, 6, curve=False)
        rng = random.Random(2)
        for k in range(9):
            a, q = k * 2.4, .25 + .09 * k * .95
            pet = Mat('petal', color=['#d9722b', '#e0a52a', '#b3241c'][k % 3], rough=.7)
            for j in range(9):
                put(ball('petal', .09, pet, detail=2), (q * math.cos(a) + .07 * math.cos(j * .7), q * math.sin(a) + .07 * math.sin(j * .7), .53 + .03 * (j % 3)), (rng.uniform(0, 60), rng.uniform(0, 60), rng.uniform(0, 90)), (1, .7, .25))


for form, alloy, en, zh, stage, dist, tz, pair, hm in [('lota', 'brass', 'Brass lota', '黄铜水罐', WOOD(), 6.2, .65, False, .3), ('lota', 'copper', 'Copper lota', '红铜水罐', SLATE(), 6.2, .65, False, .5), ('urli', 'brass', 'Brass urli with petals', '黄铜花钵', STRAW(), 6.2, .4, False, .12),
                                                        ('cup', 'copper', 'Pair of copper cups', '红铜对杯', LINEN('#b5aa97'), 5.6, .55, True, .6), ('cup', 'pewter', 'Pair of pewter cups', '锡对杯', WOOD('#a39a8a'), 5.6, .55, True, .4), ('candle', 'brass', 'Pair of brass candlesticks', '黄铜烛台', SLATE(), 6.8, 1.0, True, .05),
                                                        ('kettle', 'copper', 'Hand-beaten copper kettle', '手打铜壶', WOOD(), 6.4, .8, False, .5), ('kettle', 'silver', 'Silver kettle', '银壶', LINEN('#8f9894'), 6.4, .8, False, .35), ('kettle', 'bronze', 'Iron-brown kettle', '铁色壶', STRAW(), 6.4, .8, False, .6)]:
    piece('metal-%s-%s' % (form, alloy), 'metal', en, zh, place(IN, 'Uttar Pradesh', 'Moradabad'), 220, 'stock', (), alloy, 'beaten and burnished', stage, dict(key=720, rim=.9, ambient=.36), dict(az=-10, el=22, dist=dist, target=(0, 0, tz), lens=62), unit=.09, form=form, alloy=alloy, pair=pair, hammer=hm)(vessel)


# ---------------------------------------------------------------- wood, lacquer, bamboo, paper

def bowls(stuff, dark, pale, n=3):
    prof = [(0, .06), (.34, .06), (.4, 0), (.4, 0), (.46, 0), (.48, .1), (.74, .3), (.92, .62), (.98, .92), (.965, .95), (.93, .92), (.86, .62), (.66, .34), (.3, .18), (0, .17)]
    for k in range(n):
        if stuff == 'lacquer':
            m = Mat('urushi', rough=.12, coat=.8, coat_rough=.05, color=[dark, pale][k % 2])
        else:
            m = wood('bowl', dark, pale, 1 + .2 * k, .4, 'XYZ'[k % 3])
        put(lathe('bowl', prof, m, 160, 160), [(-.75, .45, 0), (.85, .3, 0), (.05, -.75, 0)][k], (0, 0, 70 * k), [1, .86, .7][k])


for key, kind, dk, lt, en, zh, stage in [('lacquer-red', 'lacquer', '#7d1410', '#8a1a14', 'Three red lacquer bowls', '朱漆碗三只', WOOD()), ('lacquer-black', 'lacquer', '#0d0a09', '#6d120f', 'Black and red lacquer bowls', '黑朱漆碗', LINEN('#b5aa97')), ('walnut', 'wood', '#2f1c10', '#7d5434', 'Three walnut bowls', '胡桃木碗三只', STRAW()), ('maple', 'wood', '#a17a4a', '#dcbd8a', 'Three pale wood bowls', '枫木碗三只', SLATE()), ('teak', 'wood', '#5a3418', '#b07a42', 'Three teak bowls', '柚木碗三只', PAPER('#b9b2a4'))]:
    piece('bowls-' + key, 'wood', en, zh, place(JP, 'Ishikawa', 'Wajima'), 360, 'made_to_order', (), 'wood', 'turned on a lathe', stage, {}, dict(az=-6, el=30, dist=6.4, target=(.05, -.05, .4), lens=62), unit=.08, stuff=kind, dark=dk, pale=lt)(bowls)


def basket(H, r0, swell, dark, pale, lid=False, handle=False, stakes=52, rows=26, dark_row=6):
    rad = lambda z: r0 + swell * math.sin(min(1, z / H) * 2.2)
    w = Weave()
    woven_wall(rad, H, stakes, rows, stake_w=.045, row_w=H / rows * .9, seed=rows, dark_row=dark_row, w=w)
    hoop(w, rad(H) + .025, H, .09)
    hoop(w, rad(0) + .02, .04, .08)
    lashing(w, rad(H) + .02, H + .01, 50, .055, .5)
    if handle:
        K = 100
        arc = [math.pi * k / K for k in range(K + 1)]
        R = rad(H)
        w.strip([(R * math.cos(t), 0, H - .05 + R * .85 * math.sin(t)) for t in arc], [(math.cos(t), 0, math.sin(t)) for t in arc], [(0, 1, 0)] * (K + 1), .12, .035, .3)
    put(w.done(splint(dark, pale)), rot=(0, 0, 24))
    lathe('inside', [(0, .05), (rad(0), .05)], Mat('floor', color='#4a3018', rough=.9), 60, 4, curve=False)


for key, en, zh, stage, dist, tz, kw in [('market', 'Market basket with handle', '提篮', WOOD(), 7.2, .95, dict(H=.9, r0=.8, swell=.25, dark='#7d5427', pale='#e2be81', handle=True)), ('tall', 'Tall bamboo basket', '高身竹篓', LINEN('#b5aa97'), 6.8, .9, dict(H=1.7, r0=.6, swell=.2, dark='#4b2a12', pale='#b07a3c', rows=40)),
                                         ('shallow', 'Shallow bamboo tray', '浅口竹箩', STRAW(), 6.0, .25, dict(H=.42, r0=1.2, swell=.16, dark='#8a6234', pale='#e6c88e', stakes=68, rows=11)), ('black', 'Smoked-bamboo basket', '烟熏竹篮', SLATE('#8a8378'), 6.4, .6, dict(H=1.0, r0=.86, swell=.14, dark='#1f120a', pale='#5e3a1e', rows=24, dark_row=4)),
                                         ('picnic', 'Round basket, pale bamboo', '圆竹篮', PAPER('#b9b2a4'), 6.8, .9, dict(H=.75, r0=.95, swell=.12, dark='#a3854f', pale='#efd9a6', handle=True, rows=18))]:
    piece('basket-' + key, 'bamboo', en, zh, place(CN, 'Sichuan', 'Qingshen'), 128, 'stock', (), 'bamboo', 'split and woven by hand', stage, {}, dict(az=8, el=22, dist=dist, target=(0, 0, tz), lens=62), unit=.14, **kw)(basket)


def fan(draw, sticks='#5b3a20'):
    """A folding fan, open on the table."""
    m = washi('fan', draw())
    n, r0, r1, span = 30, .85, 1.95, 2.5

    def f(u, v):
        a = math.pi / 2 + span * (u - .5)
        r = r0 + (r1 - r0) * v
        z = .06 + .035 * abs(((u * n) % 2) - 1) * 2 * (.5 + .5 * v)
        return (r * math.cos(a), r * math.sin(a) - 1.0, z)
    thicken(grid('leaf', f, n * 2, 12, m, False, False), .01, 0)
    w = wood('stick', sticks, '#a9784a', 1.4, .4)
    for k in range(n // 2 + 1):
        a = math.pi / 2 + span * (k / (n // 2) - .5)
        edge = k in (0, n // 2)
        L = r1 if edge else r0 + .3
        o = box('stick', (L, .11 if edge else .07, .03 if edge else .016), (L / 2 - .06, 0, 0), w, .006)
        for vtx in o.data.vertices:
            vtx.co.x += L / 2 - .06
        put(o, (0, -1.0, .035 + (.03 if edge else .002 * k)), (0, 0, math.degrees(a)))
        o.location = (0, -1.0, .03 + (.02 if edge else 0))
    ball('rivet', .05, metal('rivet', '#b58c46'), (0, -1.0, .08), (1, 1, .5))
    red = Mat('tassel', color='#a5161a', rough=.6)
    tube('cord', [spline([(0, -1.02, .06), (.1, -1.25, .03), (-.1, -1.45, .03), (.15, -1.7, .03)], i / 30) for i in range(31)], .02, red, 8)
    put(lathe('tassel', [(0, 0), (.07, .02), (.09, .3), (.05, .5), (0, .52)], red, 24, 20), (.15, -1.66, .07), (90, 0, 20), .8)


for key, draw, stage in [('blossom', lambda: drawing.blossoms(1024, '#e6d9c0', '#c8505a', '#8a6a3c', 46), WOOD()), ('waves', lambda: drawing.seigaiha(1024, 8), LINEN('#b5aa97')), ('night', lambda: drawing.blossoms(1024, '#1c2440', '#e9e2cf', '#c8a24a', 50, 5), STRAW()), ('red', lambda: drawing.blossoms(1024, '#9d2b2f', '#f1d9cf', '#d6b25e', 50, 7), PAPER('#c3b8a5'))]:
    piece('fan-' + key, 'paper', 'Folding fan, ' + key, '折扇·' + key, place(JP, 'Kyoto', 'Kyoto'), 120, 'stock', (), 'paper, bamboo', 'pleated and mounted by hand', stage, {}, dict(az=-8, el=52, dist=6.6, target=(0, -.2, .1), lens=62), unit=.13, draw=draw)(fan)


def crane_of(draw):
    keep = drawing.seigaiha
    drawing.seigaiha = lambda *a, **k: draw()
    try:
        crane('waves')
    finally:
        drawing.seigaiha = keep


for key, draw, stage, az in [('green', lambda: drawing.seigaiha(1024, 9, '#2f5a48', '#e9e2cf', '#c8a24a'), LINEN('#b5aa97'), -58), ('gold', lambda: drawing.blossoms(1024, '#c9a24b', '#f6ecd6', '#8a2a22', 60, 9), SLATE(), -64), ('night', lambda: drawing.blossoms(1024, '#1c2440', '#d9c08a', '#c8a24a', 60, 3), STRAW(), -52), ('white', lambda: drawing.blossoms(1024, '#e9e2d2', '#d98a94', '#c8a24a', 50, 6), PAPER('#8fa0a0'), -60)]:
    piece('crane-' + key, 'paper', 'Origami crane, ' + key, '折鹤·' + key, place(JP, 'Hiroshima', 'Hiroshima'), 48, 'stock', (), 'printed washi', 'folded from one square', stage, {}, dict(az=az, el=29, dist=7.2, target=(0, 0, .66), lens=62), unit=.06, draw=draw)(crane_of)


def umbrella_of(hue):
    keep = drawing.umbrella

    def tinted(w, h, seed=5):
        a = keep(w, h, seed)
        red = np.clip((a[..., 0] - a[..., 1] * 1.6) / 90, 0, 1)
        return drawing.blend(a, drawing.rgb(hue) * (.86 + .25 * drawing.smooth_noise(w, h, 30, 3))[..., None], red)
    drawing.umbrella = tinted
    try:
        import paper
        paper.umbrella()
    finally:
        drawing.umbrella = keep


for key, hue, stage in [('indigo', '#27406e', LINEN('#b5aa97')), ('green', '#3d6a4a', WOOD()), ('plum', '#6d3a5a', STRAW()), ('ochre', '#c08a35', PAPER('#a9b3ab'))]:
    piece('umbrella-' + key, 'paper', 'Oil-paper umbrella, ' + key, '油纸伞·' + key, place(CN, 'Sichuan', 'Luzhou'), 268, 'stock', (), 'bamboo, tung-oiled paper', 'pasted and oiled by hand', stage, dict(key=820), dict(az=-16, el=16, dist=8.0, target=(0, 0, 1.0), lens=62), unit=.4, hue=hue)(umbrella_of)


def lantern_of(lo, hi, glow_lo, glow_hi, squat=1.0, ribs=17):
    m = Mat('paper', rough=.8)
    hot = m.fit(m.math('ABSOLUTE', m.math('SUBTRACT', m.axis(2), 1.0)), 0, 1.0, 1, .30)
    fibre = m.noise(9, 8, .65, .4)
    m.set(color=m.ramp(fibre, (.3, lo), (.7, hi)))
    m.set(emit=m.ramp(hot, (.2, glow_lo), (1, glow_hi)), emit_strength=m.math('MULTIPLY', hot, m.fit(fibre, .3, .7, .4, .9)))

    def f(u, v):
        a, t = u * TAU, v
        r = (.42 + .62 * math.sin(math.pi * (t * .92 + .04)) ** .72 + .035 * (1 - abs(math.sin(math.pi * ribs * t))) - .02) * squat
        return (r * math.cos(a), r * math.sin(a), .16 + 1.72 * t)
    grid('paper', f, 120, ribs * 12, m, True)
    black = Mat('lacquer', color='#120d0b', rough=.25, coat=.6)
    q = .42 * squat + .14
    rim = [(.3, .0), (.3, 0), (q, 0), (q, 0), (q + .01, .17), (q + .01, .17), (q - .06, .19), (.3, .19)]
    lathe('foot', rim, black, 96, 40, curve=False)
    put(lathe('top', rim, black, 96, 40, curve=False), (0, 0, 1.86))
    tube('handle', [(.5 * math.cos(math.pi * i / 40), 0, 2.0 + .52 * math.sin(math.pi * i / 40)) for i in range(41)], .028, black, 10)


for key, a, sq in [('red', ('#a8241c', '#d8452f', '#8a120c', '#e8542a'), 1.1), ('blue', ('#3d5a7a', '#8fa8c0', '#274b6b', '#c9d6e0'), .8), ('green', ('#6f8a5a', '#b5c49a', '#4a6a2a', '#d9e0a8'), .9)]:
    piece('lantern-' + key, 'paper', 'Paper lantern, ' + key, '纸灯笼·' + key, place(CN, 'Fujian', 'Quanzhou'), 188, 'made_to_order', (), 'paper, bamboo', 'stretched over bamboo hoops', dict(kind='wood', wall='#6e6152'), dict(key=210, ambient=.12, fill=.1, rim=.3), dict(az=0, el=10, dist=7.4, target=(0, 0, 1.12), lens=64), unit=.14,
          lo=a[0], hi=a[1], glow_lo=a[2], glow_hi=a[3], squat=sq)(lantern_of)


def horse_of(body, saddle):
    import wood as w
    w.horse()
    from studio import scene, lin
    for o in scene().objects:
        for mat in (o.data.materials if hasattr(o.data, 'materials') else []):
            if mat.name.startswith('milk paint'):
                for n in mat.node_tree.nodes:
                    if n.type == 'VALTORGB':
                        n.color_ramp.elements[0].color = tuple(c * .6 for c in lin(body)[:3]) + (1,)
                        n.color_ramp.elements[-1].color = lin(body)
            if mat.name.startswith('blue'):
                mat.node_tree.nodes['Principled BSDF'].inputs['Base Color'].default_value = lin(saddle)


for key, b, s, stage in [('blue', '#2f5a8f', '#b3241c', STRAW()), ('green', '#3f7a55', '#d9a33c', LINEN('#b5aa97')), ('natural', '#c79a62', '#7a2a22', WOOD('#a99d88'))]:
    piece('toy-horse-' + key, 'toys', 'Toy horse, ' + key, '木马·' + key, place(CN, 'Shandong', 'Tancheng'), 138, 'stock', (), 'linden wood, milk paint', 'sawn, carved and painted', stage, {}, dict(az=-20 if key != 'green' else 20, el=14, dist=6.6, target=(0, 0, .95), lens=62), unit=.08, body=b, saddle=s)(horse_of)
