# The command lines that both sets of programs run: `compare NAME COMMANDS`. Each case runs in an empty folder, and every
# file that it leaves there is compared.
#
# $data is the folder data/, $made holds the output of tables.py. `fails STATUS COMMAND` expects a failure, `stops COUNT
# COMMAND` kills a training after it has written COUNT files, and `same A B` requires two files to be equal. Standard error
# is appended to the file transcript.

fast="--preset fast --hidden 12 --epochs 8"
small="--hidden 12 --epochs 8 --ensemble 1"

# Presets and defaults.
compare 'preset fast' '
  mlp-train -v $data/iris.csv --preset fast -o model
  mlp-predict model $data/iris.csv --probabilities --keep all --metrics metrics.json --metric-confidence 0.9 -o predictions.csv'
compare 'preset default, 2 threads' '
  mlp-train -v $data/wine.csv --epochs 6 --threads 2 -o model
  mlp-predict model $data/wine.csv --probabilities --threads 2 -o predictions.csv'
compare 'preset best' '
  mlp-train $data/iris.csv --preset best --hidden 16 --epochs 4 -o model
  mlp-predict model $data/iris.csv -o predictions.csv --metrics metrics.json'
compare 'default of a small regression' '
  mlp-train -v $data/diabetes.csv -o model
  mlp-predict model $data/diabetes.csv --prediction-intervals 0.9 --metrics metrics.json -o predictions.csv'
compare 'messy table' '
  mlp-train -v $data/orders.csv --target price --ignore returned --hidden 24 --epochs 3 --ensemble 2 -o model
  mlp-predict model $data/orders.csv --keep order_id,price --prediction-intervals 0.8 --metrics metrics.json -o predictions.csv'
compare '1 and 2 threads' '
  for threads in 1 2; do mlp-train $data/digits.csv --target digit --preset fast --epochs 2 --batch-size 512 --threads $threads -o model.$threads; done
  same model.1 model.2
  mlp-predict model.2 $data/digits.csv --threads 2 --metrics - > metrics.json'

# Optimizers, schedules and initialization.
compare 'sgd, momentum, nesterov, rmsprop' '
  for name in sgd momentum nesterov rmsprop; do
    mlp-train $data/breast_cancer.csv $fast --optimizer $name --clip-norm 1 --l2 0.001 -o $name.model
  done'
compare 'adam, adamw, nadam' '
  for name in adam adamw nadam; do
    mlp-train $data/breast_cancer.csv $fast --optimizer $name --beta1 0.85 --beta2 0.98 --weight-decay 0.02 --l1 0.0001 -o $name.model
  done'
compare 'lbfgs' '
  mlp-train $data/iris.csv --optimizer lbfgs --hidden 8 --epochs 40 -o classes.model
  mlp-train $made/price.csv --optimizer lbfgs --hidden 8 --epochs 30 --weight-decay 0.01 --loss huber -o numbers.model
  mlp-predict classes.model $data/iris.csv --probabilities -o predictions.csv'
compare 'levenberg-marquardt' '
  mlp-train $data/diabetes.csv --optimizer levenberg-marquardt --hidden 6 --epochs 30 --ensemble 2 -o bayesian.model
  mlp-train $made/two_targets.csv -t price,cost --ignore customer,maker --optimizer levenberg-marquardt --hidden 4 --epochs 20 --weight-decay 0 -o plain.model
  mlp-predict plain.model $made/two_targets.csv --metrics metrics.json -o predictions.csv'
compare 'schedules of learning rate, dropout and weight decay' '
  for name in constant step exponential cosine warmup-cosine one-cycle flat-cosine coslog4 plateau; do
    mlp-train $data/wine.csv --preset fast --hidden 12 --epochs 8 --schedule $name -o $name.model
  done
  mlp-train $data/wine.csv --preset fast --hidden 12 --epochs 8 --dropout 0.3 --dropout-schedule flat-cosine --weight-decay-schedule cosine -o both.model'
compare 'activations and initializations' '
  for name in identity relu leaky-relu elu selu gelu silu mish softplus tanh sigmoid; do
    mlp-train $data/iris.csv --preset fast --hidden 8,8 --epochs 4 --activation $name -o $name.model
  done
  for name in he-normal he-uniform glorot-normal glorot-uniform lecun-normal lecun-uniform orthogonal; do
    mlp-train $data/iris.csv $fast --init $name -o $name.model
  done'
compare 'patience, ema, seed, batch size' '
  mlp-train $data/breast_cancer.csv --hidden 16 --epochs 60 --patience 3 --ema 0.9 --ensemble 1 --batch-size 48 --seed 7 --learning-rate 0.01 -o model
  mlp-train $data/breast_cancer.csv $small --ema 0 --validation-fraction 0 -o without.model'

# Losses and outputs.
compare 'regression losses' '
  for loss in squared-error absolute huber quantile; do mlp-train $made/price.csv $fast --loss $loss -o $loss.model; done
  mlp-train $made/price.csv $fast --loss huber --loss-parameter 0.3 -o narrow.model
  mlp-train $made/price.csv $fast --loss quantile --loss-parameter 0.9 -o high.model
  mlp-train $made/count.csv $fast --task regression --loss poisson -o poisson.model
  mlp-predict poisson.model $made/count.csv --metrics metrics.json -o poisson.csv
  mlp-predict high.model $made/price.csv --metrics high.json -o high.csv'
compare 'classification losses' '
  mlp-train $made/flag.csv $small --loss binary-cross-entropy --label-smoothing 0.05 -o binary.model
  for table in flag label; do
    for loss in cross-entropy hinge; do
      mlp-train $made/$table.csv $small --loss $loss -o $table-$loss.model
      mlp-predict $table-$loss.model $made/$table.csv --metrics $table-$loss.json -o $table-$loss.csv
    done
  done
  mlp-predict binary.model $made/flag.csv --probabilities --metrics binary.json -o binary.csv'
compare 'calibration and label smoothing' '
  mlp-train $made/label.csv $small --calibration none --label-smoothing 0.2 -o none.model
  mlp-train $made/label.csv $small --calibration temperature --label-smoothing 0 -o temperature.model
  for name in none temperature; do mlp-predict $name.model $made/label.csv --probabilities -o $name.csv; done'
compare 'target transforms, clipped outputs' '
  for name in none log normal; do
    mlp-train $made/price.csv $small --target-transform $name --clip-output -o $name.model
    mlp-predict $name.model $made/price.csv --prediction-intervals 0.8 --metrics $name.json -o $name.csv
  done
  mlp-train $made/price.csv $small --no-clip-output -o free.model
  mlp-predict free.model $made/price.csv -o free.csv'
compare 'several targets' '
  mlp-train $made/two_targets.csv --target price,cost $small --target-transform log -o model
  mlp-predict model $made/two_targets.csv --prediction-intervals 0.9 --metrics metrics.json -o predictions.csv'

# Encodings.
compare 'bins and numeric embeddings' '
  mlp-train -v $made/label.csv $small -o default.model
  mlp-train $made/label.csv $small --bins 1 -o none.model
  mlp-train $made/label.csv $small --bins 24 --numeric-embedding 0 -o plain.model
  mlp-train $made/label.csv $small --bins 24 --numeric-embedding 5 -o embedded.model
  for name in default none plain embedded; do mlp-predict $name.model $made/label.csv --probabilities -o $name.csv; done'
compare 'PBLD embeddings' '
  mlp-train $made/price.csv $small --pbld 6 -o both.model
  mlp-train $made/price.csv $small --pbld 6 --bins 1 --lr-multipliers frequencies=0.1,embeddings=2 -o alone.model
  for name in both alone; do mlp-predict $name.model $made/price.csv -o $name.csv; done'
compare 'scaling, missing values, column kinds' '
  for name in standard robust; do mlp-train $made/flag.csv $fast --scaling $name -o $name.model; done
  mlp-train -v $made/flag.csv $fast --categorical few,ordered --numeric size --missing "NA,?" --max-categories 60 -o kinds.model
  mlp-predict kinds.model $made/flag.csv --probabilities -o kinds.csv'
compare 'unseen categories and unreadable numbers' '
  mlp-train $made/label.csv $small -o model
  mlp-predict model $made/strange.csv --probabilities -o predictions.csv
  fails 65 mlp-predict model $made/strange.csv --strict -o strict.csv
  fails 65 mlp-predict model $data/iris.csv
  fails 65 mlp-predict $data/iris.csv $data/iris.csv'

# Networks.
compare 'TabM-mini, ensembles, feature scaling' '
  mlp-train $made/label.csv --hidden 12 --epochs 4 --tabm 4 --ensemble 2 -o tabm.model
  mlp-train $made/label.csv $small --no-front-scale -o plain.model
  mlp-train $made/label.csv $fast --front-scale --ensemble 3 -o scaled.model
  for name in tabm plain scaled; do mlp-predict $name.model $made/label.csv --probabilities -o $name.csv; done'
compare 'parametric activation, learning-rate multipliers' '
  mlp-train $made/price.csv $small --parametric-activation --lr-multipliers slopes=0.1,factors=4,biases=0.5,weights=1.2 -o slopes.model
  mlp-train $made/price.csv $small --parametrization neural-tangent --learning-rate 0.05 --embedding-decay 2 -o tangent.model
  mlp-predict slopes.model $made/price.csv -o slopes.csv'

# Rows and their roles.
compare 'sample and class weights' '
  mlp-train $made/roles.csv --weight weight --ignore group,time $fast -o rows.model
  mlp-train $made/roles.csv --class-weight balanced --ignore weight,group,time $fast -o classes.model
  mlp-predict rows.model $made/roles.csv --weight weight --metrics metrics.json -o predictions.csv'
compare 'validation rows by group, by time, from a file' '
  mlp-train $made/roles.csv --group group --ignore weight,time $fast -o group.model
  mlp-train $made/roles.csv --time time --ignore weight,group $fast -o time.model
  mlp-train $made/training.csv --validation $made/validation.csv $fast -o file.model'
compare 'folds' '
  mlp-train $made/roles.csv --folds 4 --ignore weight,time,group $fast -o classes.model
  mlp-train $made/roles_price.csv --folds 3 --group group --weight weight --ignore time $fast -o numbers.model
  mlp-predict classes.model $made/roles.csv --probabilities --metrics metrics.json -o classes.csv
  mlp-predict numbers.model $made/roles_price.csv -o numbers.csv'
compare 'standard input, compressed files, no header' '
  mlp-train - $fast -o stream.model < $data/iris.csv
  gzip -nc $data/iris.csv > iris.csv.gz; zstd -qc $data/iris.csv > iris.csv.zst
  mlp-train iris.csv.gz iris.csv.zst --target species $fast -o packed.model
  mlp-train $made/headerless.csv --no-header -t 5 --delimiter , $fast -o headerless.model
  mlp-predict stream.model < $data/iris.csv > stream.csv
  mlp-predict headerless.model $made/headerless.csv --no-header --keep 1,3 -o headerless.csv'

# Search, configuration, checkpoints.
compare 'search' '
  mlp-train $made/price.csv --search 5 --epochs 9 --ensemble 2 -o numbers.model --search-log numbers.trials.csv
  mlp-train $data/iris.csv --search 3 --epochs 6 --hidden 12 --ensemble 1 -o classes.model
  head -n 3 numbers.trials.csv > again.trials.csv
  mlp-train $made/price.csv --search 5 --epochs 9 --ensemble 2 -o again.model --search-log again.trials.csv
  same numbers.model again.model'
compare 'configuration round trip' '
  mlp-train $made/price.csv --print-config > price.config
  mlp-train $data/diabetes.csv --print-config > diabetes.config
  mlp-train $made/label.csv --tabm 3 --pbld 4 --parametric-activation --lr-multipliers slopes=0.2 --print-config > label.config
  mlp-train $made/label.csv --preset fast --folds 3 --print-config > folds.config
  mlp-train $made/price.csv --config price.config --epochs 3 --hidden 12 -o price.model
  mlp-train $made/label.csv --config label.config --preset fast --epochs 3 --hidden 12 -o label.model'
compare 'checkpoints of finished trainings' '
  # The model cannot be written, so the checkpoint of the finished training remains.
  ends="--checkpoint-every 1 -o /dev/full"
  fails 74 mlp-train $data/wine.csv --hidden 12 --epochs 4 --ensemble 2 --checkpoint minibatches.checkpoint $ends
  fails 74 mlp-train $data/iris.csv --optimizer lbfgs --hidden 6 --epochs 12 --checkpoint lbfgs.checkpoint $ends
  fails 74 mlp-train $data/diabetes.csv --optimizer levenberg-marquardt --hidden 4 --epochs 9 --ensemble 2 --checkpoint levenberg.checkpoint $ends
  fails 74 mlp-train $made/label.csv $fast --folds 3 --checkpoint folds.checkpoint $ends
  fails 74 mlp-train $data/iris.csv --search 3 --epochs 6 --hidden 8 --ensemble 1 --search-log s.trials.csv --checkpoint search.checkpoint $ends
  cp minibatches.checkpoint resumed
  mlp-train $data/wine.csv --hidden 12 --epochs 4 --ensemble 2 --checkpoint resumed --resume -o resumed.model
  mlp-train $data/wine.csv --hidden 12 --epochs 4 --ensemble 2 -o whole.model
  same resumed.model whole.model'
# Together these trainings have every kind of optimizer state in their checkpoints.
compare 'resumed trainings' '
  training() {
    case $1 in
      adamw) mlp-train $made/label.csv --hidden 8 --epochs 6 --ensemble 2 "${@:2}" ;;
      plateau) mlp-train $made/price.csv --hidden 8 --epochs 6 --ensemble 1 --schedule plateau --optimizer nadam --tabm 3 --pbld 4 --parametric-activation "${@:2}" ;;
      sgd) mlp-train $data/iris.csv --preset fast --hidden 8 --epochs 6 --optimizer nesterov --dropout 0.2 "${@:2}" ;;
      lbfgs) mlp-train $data/wine.csv --optimizer lbfgs --hidden 6 --epochs 9 "${@:2}" ;;
      levenberg) mlp-train $data/diabetes.csv --optimizer levenberg-marquardt --hidden 4 --epochs 9 --ensemble 2 "${@:2}" ;;
      folds) mlp-train $made/label.csv --preset fast --hidden 8 --epochs 3 --folds 3 "${@:2}" ;;
    esac
  }
  for name in adamw plateau sgd lbfgs levenberg folds; do
    stops 4 training $name --checkpoint $name.checkpoint --checkpoint-every 1 -o resumed.$name.model
    cp $name.checkpoint running
    training $name --checkpoint running --resume -o resumed.$name.model
    training $name -o whole.$name.model
    same resumed.$name.model whole.$name.model
  done'

# Requirements and errors.
compare 'requirements' '
  mlp-train $data/iris.csv --preset fast --hidden 12 --epochs 20 --learning-rate 0.02 -o model
  mlp-predict model $data/iris.csv --metrics - --require "accuracy>=0.5" > metrics.json
  fails 1 mlp-predict model $data/iris.csv --require "accuracy>=0.999" --require "log-loss<=0.001" -o predictions.csv'
compare 'usage errors' '
  fails 64 mlp-train $data/iris.csv --optimizer lbfgs --tabm 2 -o model
  fails 64 mlp-train $data/iris.csv --hiden 3 -o model
  fails 64 mlp-train $data/iris.csv --lr-multipliers slopes=0.1 -o model
  fails 64 mlp-train $data/iris.csv --target specie -o model
  fails 66 mlp-train nothing.csv -o model
  fails 64 mlp-train $data/diabetes.csv --loss hinge -o model'
