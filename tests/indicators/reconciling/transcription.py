"""The printed tables once more, typed by hand column by column, to compare with the committed files.

Letters: J Ja, N Nej, D Delvis, I Integrerat, Y Ny rutin, V Ja med vissa, A Inom 7 dagar, B Inom 8-14 dagar,
C 15 dagar eller mer, K Vet ej, - Ingen uppgift. 2018: W Ja, med vissa, S Ja, med samtliga.
"""

UNITS_2015 = ["0125", "0123", "0191", "0163", "0184", "0183", "0114", "0139"]  # Väsby before Bro
UNITS_2017 = ["0125", "0123", "0191", "0163", "0184", "0183", "0139", "0114"]  # Bro before Väsby

# table, indicator, units in printed order, then Nordväst, Riket and Stockholms län
TABLES_2015 = """
2  intern_barn_och_unga    NNNJNJNI  37.5 % | 54.3 % | 55.0 %
2  intern_vuxenvard        INNJYJJI  75.0 % | 67.1 % | 70.0 %
2  intern_arbetsmarknad    IJJYIJJN  87.5 % | 66.1 % | 85.0 %
2  utredningsmall          JJJJJJNJ  87.5 % | 73.0 % | 80.0 %
3  extern_arbetsformedlingen NJJJJJJN  75.0 % | 42.8 % | 50.0 %
3  extern_forsakringskassan  NJNJJJNN  50.0 % | 31.3 % | 37.5 %
3  extern_primarvarden     JNNNJJNN  37.5 % | 33.9 % | 15.0 %
3  extern_vuxenpsykiatrin  JJNJJJNN  62.5 % | 36.2 % | 22.5 %
5  inskolning              JJNJJJNJ  75.0 % | 92.4 % | 95.0 %
5  kompetensplan           JJNJJJJN  75.0 % | 43.8 % | 52.5 %
5  individuell_plan        JJJJJJJJ  100 % | 64.1 % | 80.0 %
6  standardiserade_bedomningsmetoder JNNJJNNJ  50.0 % | 54.9 % | 65.0 %
6  uppfoljning_individ     JJJJJJNJ  87.5 % | 81.6 % | 90.0 %
6  uppfoljning_grupp       NJNNJJNJ  50.0 % | 24.0 % | 37.5 %
6  it_stod                 JJJJJJJJ  100.0 % | 80.6 % | 75.0 %
7  brukarundersokning      NJJJNJNJ  62.5 % | 47.7 % | 60.0 %
7  gp_upprattad            JJJJJJNJ  87.5 % | 51.0 % | 62.5 %
7  gp_undertecknad         JNNNJJJJ  62.5 % | 39.8 % | 52.5 %
7  gp_uppfoljd             NNNNJJNJ  37.5 % | 35.9 % | 30.0 %
8  vantetid                ABBCBBBB  87.5 % | 91.8 % | 95.0 %
9  arbetsmarknad_18_24     NJJJJJNJ  75.0 % | 57.2 % | 80.0 %
9  arbetsmarknad_over_24   NJJJJJJJ  87.5 % | 56.6 % | 85.0 %
9  radgivning              JJNJJJNJ  75.0 % | 64.8 % | 55.0 %
10 barn_fara_illa          NJNJNJNJ  50.0 % | 55.6 % | 50.0 %
10 vald_rutin              YNJJJJJN  75.0 % | 55.3 % | 72.5 %
10 skyddade_personuppgifter NNNNJNNN  12.5 % | 31.9 % | 45.0 %
10 vrakning                NJNJJJJN  62.5 % | 36.8 % | 65.0 %
10 klagomal                NNJJJJNN  50.0 % | 46.7 % | 62.5 %
11 juridiskt_stod          JNNJJJJN  62.5 % | 71.4 % | 87.5 %
11 rattsfall               NNNJJJJJ  62.5 % | 65.8 % | 75.0 %
"""

# table, indicator, unit (% or none), units in printed order, then Nordväst, Riket and Stockholms län
NUMBERS_2015 = """
4   yrkeserfarenhet    %  60.0 81.8 33.3 82.4 75.0 81.8 80.0 25.0  64.9 66.3 57.4
4   socionomexamen     %  100.0 100.0 100.0 100.0 100.0 90.9 90.0 50.0  91.4 84.7 93.4
5   stod_i_arbetet     .  1.8 3.5 5.3 3.9 3.2 2.2 4.4 3.7  3.5 2.0 2.4
8   arendebelastning   .  28.2 30.1 26.8 28.8 25.9 42.4 23.4 47.0  31.6 34.0 28.9
11  andrade_beslut     %  10.0 6.5 K 13.0 5.0 3.6 12.0 K  8.4 9.5 12.9
12a langvarigt_bistand %  30.9 32.5 25.0 41.6 26.7 34.9 - 33.8  32.2 36.4 41.8
12a mycket_langvarigt_bistand %  17.3 19.7 14.6 25.1 0.4 19.2 - 20.3  16.6 23.8 27.7
12a kostnad_per_invanare .  480 1065 934 690 292 1487 - 1205  879 1095 921
12b bistandsmottagare  %  1.9 3.8 3.8 2.0 1.1 4.2 - 4.0  2.9 4.4 2.8
12b barn_i_bistand     %  2.5 5.6 5.6 2.5 1.9 6.3 - 5.3  4.2 7.3 4.0
12b barn_langvarigt    %  0.6 1.9 1.2 0.9 0.4 2.5 - 1.6  1.3 2.7 1.7
12b unga_vuxna_bistand %  3.0 6.1 6.0 2.9 2.1 5.9 - 7.4  4.8 7.7 4.3
13a lag_inkomst        %  12.2 18.4 21.8 14.7 17.5 20.0 17.9 18.6  17.6 20.3 18.6
13a arbetslosa         %  5.9 12.0 11.6 9.1 8.3 12.5 10.8 10.6  10.1 11.6 10.1
13a arbetslosa_utan_ersattning %  2.6 5.0 4.8 3.7 3.5 5.2 4.3 4.9  4.3 3.9 4.0
13a lag_utbildningsniva %  9.9 11.6 13.7 8.4 5.7 8.9 12.4 12.7  10.4 9.1 8.8
13b utrikes_fodda_0_5_ar %  3.5 7.3 10.2 6.6 10.1 9.5 7.1 6.0  7.5 5.4 7.3
13b utrikes_fodda_6_10_ar %  2.3 6.3 7.6 5.3 6.0 7.3 5.9 5.8  5.8 4.0 5.5
13b unga_vuxna_18_24   %  13.2 15.0 15.8 14.4 12.0 12.3 14.9 14.9  14.1 15.3 13.8
14  hinder_arbetsloshet %  29.3 46.2 29.2 44.3 30.5 41.9 - 53.6  39.3 48.5 47.4
14  hinder_ohalsa      %  30.6 18.9 20.9 23.4 17.5 17.6 - 13.6  20.4 14.3 19.9
14  hinder_sociala_skal %  6.7 8.7 4.0 8.3 12.9 7.4 - 10.9  8.4 10.8 13.6
"""

# table, indicator, units 2017, units 2016 in parentheses (. where none), then Nordväst, Stockholm and Riket
TABLES_2017 = """
1 socialjour            NJJJJJJN NJJJJNJJ  75% (+-0) | 100% (+38%) | 83% (+8%)
1 vantetid              JJJJJJJJ JJJJJJJJ  100% | 92% (+30%) | 90% (+20%)
1 arbetsmarknad_18_24   DJJJJJJJ NJJJJJJN  87.5% (+-0%) | 92 (+23%) | 33 (-5%)
1 arbetsmarknad_over_24 NDJJJJJJ NJJJJJJJ  75% (-12.5%) | 77% (-8%) | 30% (-27%)
1 radgivning            JNNJJJJN JJJJJJJN  62.5% (-25%) | 92% (+23%) | 78% (+3%)
2 intern_missbruk       JJNJJNJJ NJJJJJJN  75% (+0%) | 69% (-8%) | 69% (+0%)
2 intern_socialpsykiatri JNNJJNJJ NNJNJNNN  62.5% (+40%) | 38% (-16%) | 43% (+3%)
2 intern_barn_och_unga  NNNJJNJJ NJJJJJJJ  50% (-12.5%) | 62% (+24%) | 58% (+1%)
2 intern_lss            NNNNJNJN NNNJJNNN  25% (+0%) | 36% (-2%) | 33% (-1%)
2 intern_arbetsmarknad  NJJJJNJJ JJJJJJJJ  75% (-25%) | 83% (-6%) | 62% (+5%)
3 extern_arbetsformedlingen NJNJJNJJ NJJJJJNJ  62.5% (-12.5%) | 36% (-10%) | 47% (-3%)
3 extern_forsakringskassan  NJNJJNJJ NJNJJJNN  62.5% (+0%) | 38% (+0%) | 35% (-3%)
3 extern_primarvarden   NNNNJNJN JNNNJJNN  25% (+0%) | 8% (-23%) | 31% (+3%)
3 extern_vuxenpsykiatrin NJNJJNJN JJNJJJNN  50% (-12.5%) | 15% (-16%) | 32% (+3%)
3 extern_bostadsforetag NVNVVVVV .  75% | 15% | 32%
4 kompetensplan         NNJJJJJN JJNJJNNJ  62.5% (-12.5%) | 46% (-8%) | 40% (-7%)
4 vald_rutin            JJNJJNJN NJNJNNJJ  62.5% (+12.5%) | 54% (+16%) | 52% (+6%)
4 utredningsmall        NJDJDJJN NJJJNJJJ  50% (-25%) | 92 (+7%) | 78 (+23%)
5 fia                   NNNNNNNN .  0% | 100%
5 freda                 JNNJJJNN .  50% | 77%
5 audit                 JNNNNJNN .  25% | 8%
5 dudit                 JNNNNJNN .  25% | 8%
6 uppfoljning_anvant    NNDNJNNJ NNNNNJNN  25% (+0%) | 42% (+27%) | 19% (-2%)
6 uppfoljning_kon       NNNNNNNN NNNNNJNN  0% (-12.5%) | 17% (+17%) | 11% (+0%)
6 uppfoljning_kon_anvant NNNNNNNN NNNNNJNN  0% (-12.5%) | 17% (+17%) | 9% (-1%)
7 vrakning              NNNJJNNJ NNJJNJNJ  37.5% (-12.5%) | 54% (-15%) | 24% (-1%)
7 sip                   NNNJNNJN JNJJNNNN  25% (-12.5%) | 15% (-16%) | 36% (-17%)
7 skyddade_personuppgifter NJJNJNJJ .  62.5% | 15% | 27%
8 uppsokande_akut_hemlosa JJNNJNNN .  37.5% | 77% | 27%
8 uppsokande_riskerar_boende JJJJJNNJ .  75% | 100% | 54%
9 juridiskt_stod        JJJJJJJJ JNJNJJNJ  100% (+37.5%) | 100% (+68%) | 96% (+32%)
9 rattsfall             JJJJJJJJ JJJJJJJD  100% (+12.5%) | 67% (-10%) | 56% (-4%)
"""

# table, indicator, units as in 2017, then Nordväst, Stockholm and Riket
TABLES_2018 = """
1 socialjour            JJJJJJJJ  100 % | 57 % | 90 %
1 vantetid              NJJJJJJD  75 % | 57 % | 33 %
1 radgivning            JJJJJJJJ  100 % | 57 % | 90 %
2 arbetsmarknad_18_24   NJJJJJJD  75 % | 64 % | 27 %
2 arbetsmarknad_over_24 JNNJJJNN  50 % | 93 % | 79 %
3 intern_missbruk       JJJJJJJJ  100 % | 71 % | 74 %
3 intern_socialpsykiatri JNNJJJJJ 75 % | 43 % | 44 %
3 intern_barn_och_unga  NNJJNJJJ  62.5 % | 64 % | 61 %
3 intern_lss            NNNNJJJN  37.5 % | 43 % | 36 %
3 intern_arbetsmarknad  NJJJJJJJ  87.5 % | 69 % | 58 %
4 extern_arbetsformedlingen NJJJJJJJ  87.5 % | 57 % | 41 %
4 extern_forsakringskassan  NJJJJJJJ  87.5 % | 43 % | 30 %
4 extern_primarvarden   NNJNNJJN  37.5 % | 21 % | 27 %
4 extern_vuxenpsykiatrin NJJJNJJN 62.5 % | 21 % | 29 %
4 extern_bostadsforetag NWNNWNNW  37.5 % | 21 % | 30 %
5 extern_bostadsforetag_overgripande NWWWWNNS  62.5 % | 29 % | 34 %
6 kompetensplan         NNJNJJJJ  62.5 % | 64 % | 46 %
6 vald_rutin            JJJJJJJN  87.5 % | 71 % | 59 %
6 utredningsmall        JJJJDJJN  75 % | 100 % | 62 %
7 fia                   NNNNNNNN  0 % | 93 % | 12 %
7 freda                 JNNJJNJN  50 % | 64 % | 68 %
7 audit                 NNNJNNNN  12.5 % | 0 % | 39 %
7 dudit                 NNNJNNNN  12.5 % | 0 % | 32 %
8 uppfoljning_anvant    NNJJJJND  50 % | 43 % | 22 %
8 uppfoljning_kon       NNNJNJNN  25 % | 29 % | 14 %
8 uppfoljning_kon_anvant NNNJNJNN 25 % | 29 % | 13 %
9 gp_upprattad          DDJJJJJD  62.5 % | 21 % | 32 %
9 gp_undertecknad       DNJNDJJD  37.5 % | 7 % | 13 %
9 gp_uppfoljd           NDJJJJND  50 % | 0 % | 13 %
10 vrakning             NNJJJJNJ  62.5 % | 64 % | 23 %
10 uppsokande_akut_hemlosa NNNNJNNJ  25 % | 79 % | 27 %
10 uppsokande_riskerar_boende NJJJJJNJ  75 % | 100 % | 55 %
11 rattsfall            JDJJJJNJ  75 % | 86 % | 65 %
11 sip                  NNNJJNNN  25 % | 7 % | 42 %
11 skyddade_personuppgifter NNJJJJJN  62.5 % | 36 % | 34 %
"""

FACT_SHEET_2018 = """
1 utredningsmall       55 57 62
1 vrakning             23 24 23
1 intern_barn_och_unga 69 69 74
2 vald_rutin           46 52 59
2 freda                -  67 68
"""
